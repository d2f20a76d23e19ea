package io.tagline.simulator;

import io.tagline.simulator.dock.BusyDock;
import io.tagline.simulator.dock.Crossing;
import io.tagline.simulator.dock.Dock;
import io.tagline.simulator.dock.DockAntenna;
import io.tagline.simulator.dock.DockDoor;
import io.tagline.simulator.dock.DockRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A busy dock written down faster than it happens: {@code reads.csv} as {@code tagline-agent replay} takes it, with antennas numbered
 * through from 1, and {@code truth.csv} with who crossed which door. The same seed gives the same files.
 */
final class DockRecording {
    /** An antenna's turn, as readers have them. */
    private static final long TURN_MICROS = 100_000;

    private static final long SETTLES_MICROS = 10_000_000;

    private final Dock dock;
    private final BusyDock traffic;

    DockRecording(Dock dock, BusyDock traffic) {
        this.dock = dock;
        this.traffic = traffic;
    }

    /** Writes so many seconds of traffic, and the ten after them. */
    void write(Path folder, long seconds) throws IOException {
        Files.createDirectories(folder);
        traffic.goOnUntil(seconds * 1_000_000);
        long end = seconds * 1_000_000 + SETTLES_MICROS;
        try (Writer reads = Files.newBufferedWriter(folder.resolve("reads.csv"))) {
            reads.write("t_ms,epc,antenna,rssi_dbm\n");
            for (long from = 0; from < end; from += TURN_MICROS) {
                turns(from).forEach(read -> line(reads, read));
            }
        }
        try (Writer truth = Files.newBufferedWriter(folder.resolve("truth.csv"))) {
            truth.write("t_ms,epc,door,direction,kind\n");
            for (Crossing crossing : dock.truth(end)) {
                truth.write(line(crossing));
            }
        }
    }

    static String line(Crossing crossing) {
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%s,%s%n",
                crossing.atMicros() / 1_000,
                crossing.epcHex().toUpperCase(Locale.ROOT),
                crossing.door(),
                crossing.out() ? "out" : "in",
                crossing.kind().name().toLowerCase(Locale.ROOT));
    }

    private List<DockRead> turns(long from) {
        List<DockRead> reads = new ArrayList<>();
        int first = 1;
        for (DockDoor door : dock.doors()) {
            int turn = (int) (from / TURN_MICROS % door.antennas().size());
            DockAntenna antenna = door.antennas().get(turn);
            int number = first + turn;
            dock.turn(antenna.reader(), antenna.number(), from, from + TURN_MICROS)
                    .forEach(read -> reads.add(new DockRead(read.atMicros(), read.epcHex(), number, read.rssiDbm())));
            first += door.antennas().size();
        }
        reads.sort(Comparator.comparingLong(DockRead::atMicros));
        return reads;
    }

    private static void line(Writer reads, DockRead read) {
        try {
            reads.write(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%.1f%n",
                    read.atMicros() / 1_000,
                    read.epcHex().toUpperCase(Locale.ROOT),
                    read.antenna(),
                    read.rssiDbm()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
