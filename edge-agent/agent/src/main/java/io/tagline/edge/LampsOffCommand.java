package io.tagline.edge;

import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.settings.AgentSettings;
import io.tagline.edge.settings.ReaderSettings;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.signal.gpio.GpioBackend;
import io.tagline.edge.time.Ticker;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.OutputSwitch;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code lamps-off}: what an agent that was killed could not do any more. systemd runs it whenever the agent has ended
 * ({@code ExecStopPost}): a light that stays green promises something that nobody watches. Bounded in time, whatever hangs.
 */
final class LampsOffCommand {

    private static final Duration READER_LIMIT = Duration.ofSeconds(5);

    /** For all together, since they are told at the same time. */
    private static final long LIMIT_SECONDS = 8;

    private LampsOffCommand() {}

    /** One device, or why it may not be dark. */
    private record Device(String name, Future<Optional<String>> trouble) {}

    /** Status 1 if any lamp may still be lit. */
    static int run(AgentSettings settings, Map<String, String> environment, PrintStream out, PrintStream err) {
        if ("success".equals(environment.get("SERVICE_RESULT"))) {
            // systemd.exec(5): it ended as it should, and an agent that does makes its lights dark first
            out.println("the agent made its lights dark when it ended");
            return EdgeAgent.DONE;
        }
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lamps-off");
            // a driver that hangs must not keep the process from ending
            thread.setDaemon(true);
            return thread;
        });
        List<Device> devices = new ArrayList<>();
        for (SignalSettings light : settings.signals()) {
            switch (light.backend()) {
                case GPIO -> devices.add(new Device(light.portal() + " on GPIO", threads.submit(() -> pins(light))));
                case PLC ->
                    out.println(light.portal() + " at the PLC: its program makes it dark when the heartbeat ends");
                case GPO, CONSOLE -> {
                    // readers are told once for all their lights, below; a line in the log is not lit
                }
            }
        }
        outputs(settings)
                .forEach((reader, levels) -> devices.add(new Device(
                        "outputs " + levels.keySet() + " of " + reader.id(),
                        threads.submit(() -> switched(reader, levels)))));
        long end = Ticker.system().nanos() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        boolean dark = true;
        for (Device device : devices) {
            Optional<String> trouble = await(device.trouble(), end);
            trouble.ifPresentOrElse(
                    why -> err.println(device.name() + ": may be lit: " + why),
                    () -> out.println(device.name() + ": dark"));
            dark &= trouble.isEmpty();
        }
        threads.shutdownNow();
        return dark ? EdgeAgent.DONE : EdgeAgent.FAILED;
    }

    /** Dark levels of all outputs that lamps hang on, by reader. */
    private static Map<ReaderSettings, Map<Integer, Boolean>> outputs(AgentSettings settings) {
        Map<ReaderId, Map<Integer, Boolean>> levels =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (SignalSettings light : settings.signals()) {
            light.reader().ifPresent(reader -> light.lamps().values().forEach(output -> levels.computeIfAbsent(
                            reader, id -> new TreeMap<>())
                    .put(output, !light.activeHigh())));
        }
        Map<ReaderSettings, Map<Integer, Boolean>> byReader = new LinkedHashMap<>();
        settings.readers().stream()
                .filter(reader -> levels.containsKey(reader.id()))
                .forEach(reader -> byReader.put(reader, levels.getOrDefault(reader.id(), Map.of())));
        return byReader;
    }

    private static Optional<String> pins(SignalSettings light) {
        // dark as soon as it is open, and when it is closed
        try (GpioBackend pins = GpioBackend.open(light, Ticker.system())) {
            return pins.trouble();
        } catch (SignalException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> switched(ReaderSettings reader, Map<Integer, Boolean> levels) {
        try {
            LinkSettings plain = LinkSettings.of(reader.id().value(), reader.address(), reader.profile());
            OutputSwitch.set(reader.tls().map(plain::withTls).orElse(plain), levels, READER_LIMIT);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<String> await(Future<Optional<String>> trouble, long end) {
        try {
            return trouble.get(Math.max(0, end - Ticker.system().nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + LIMIT_SECONDS + " s");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
