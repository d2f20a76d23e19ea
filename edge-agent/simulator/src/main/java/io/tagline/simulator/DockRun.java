package io.tagline.simulator;

import io.tagline.simulator.dock.BusyDock;
import io.tagline.simulator.dock.Crossing;
import io.tagline.simulator.dock.Dock;
import io.tagline.simulator.dock.DockDoor;
import io.tagline.simulator.dock.DockPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code --dock}: as many readers as doors, one after the other from a port on, that share one dock. Runs until it is interrupted. */
final class DockRun {
    private static final Logger log = LoggerFactory.getLogger(DockRun.class);

    /** Trips are made this long ahead, so that none begins late. */
    private static final long AHEAD_MICROS = 5_000_000;

    private final DockOptions options;
    private final Dock dock;
    private final BusyDock traffic;

    private DockRun(DockOptions options) {
        this.options = options;
        List<DockDoor> doors = doors(options);
        dock = Dock.open(doors, options.seed(), System.nanoTime());
        traffic = new BusyDock(dock, options.tripsPerMinute(), ReadLoad::epcOf, options.seed());
    }

    static void run(DockOptions options, SimulatorOptions reader) throws IOException, InterruptedException {
        DockRun run = new DockRun(options);
        if (options.record().isPresent()) {
            new DockRecording(run.dock, run.traffic).write(options.record().get(), options.seconds());
            return;
        }
        run.stand(reader);
    }

    private static List<DockDoor> doors(DockOptions options) {
        return DockPlan.usual()
                .withPower(options.powerDbm())
                .doors(IntStream.rangeClosed(1, options.doors())
                        .mapToObj(n -> new DockPlan.Site("door-" + n, "dock-" + n, 1))
                        .toList());
    }

    private void stand(SimulatorOptions options) throws IOException, InterruptedException {
        List<SimulatedReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < dock.doors().size(); i++) {
                ReaderOptions reader = ReaderOptions.defaults()
                        .onPort(options.listenHost(), options.port() == 0 ? 0 : options.port() + i)
                        .withClock(options.clock())
                        .ofMaker(options.maker());
                SimulatedReader started = SimulatedReader.start(reader);
                readers.add(started);
                started.standAt(dock, "dock-" + (i + 1));
                log.atInfo()
                        .addKeyValue("door", dock.doors().get(i).name())
                        .addKeyValue("address", started.address())
                        .log("reader stands at the dock");
            }
            keepBusy();
        } finally {
            for (SimulatedReader each : readers) {
                each.close();
            }
        }
    }

    private void keepBusy() throws IOException, InterruptedException {
        long told = 0;
        while (!Thread.currentThread().isInterrupted()) {
            long now = dock.micros(System.nanoTime());
            traffic.goOnUntil(now + AHEAD_MICROS);
            if (options.truth().isPresent()) {
                tell(options.truth().get(), told, now);
            }
            told = now;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private void tell(Path file, long from, long until) throws IOException {
        for (Crossing crossing : dock.truth(until)) {
            if (crossing.atMicros() > from) {
                Files.writeString(
                        file, DockRecording.line(crossing), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }
}
