package io.tagline.journeys.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Every fsync of one program takes up to half a second, as on a worn SD card: {@code strace} holds the call back at its end. */
final class SlowDisk implements Fault {
    private static final int LEAST_DELAY_MS = 50;
    private static final int MOST_DELAY_MS = 500;
    private static final int LEAST_MS = 5_000;
    private static final int MOST_MS = 12_000;

    private final Part part;

    SlowDisk(Part part) {
        this.part = part;
    }

    @Override
    public String name() {
        return "disk-slow-" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Part> touches() {
        return Set.of(part);
    }

    @Override
    public int timesAnHour() {
        return 3;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        if (part == Part.BROKER && plant.brokerIsInHub()) {
            return Optional.of("the broker is inside the hub");
        }
        return Strace.impossible();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Machine machine =
                switch (part) {
                    case AGENT -> site.agent();
                    case BROKER -> plant.broker().machine();
                    case HUB -> plant.hub().machine();
                    case READER -> throw new IllegalArgumentException("a reader has no disk");
                };
        int delayMs = random.nextInt(LEAST_DELAY_MS, MOST_DELAY_MS);
        int forMs = random.nextInt(LEAST_MS, MOST_MS);
        slowDown(machine.pid(), delayMs, forMs);
        return machine.name() + ", each fsync " + delayMs + " ms later, for " + forMs + " ms";
    }

    /** Holds back each fsync of a running process, for a while. */
    static void slowDown(long pid, int delayMs, int forMs) throws IOException, InterruptedException {
        Process strace = new ProcessBuilder(List.of(
                        "strace",
                        "-qq",
                        "-f",
                        "-p",
                        Long.toString(pid),
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fsync,fdatasync",
                        "-e",
                        "signal=none",
                        "-e",
                        "inject=fsync,fdatasync:delay_exit=" + TimeUnit.MILLISECONDS.toMicros(delayMs)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (strace.waitFor(forMs, TimeUnit.MILLISECONDS)
                    && ProcessHandle.of(pid).isPresent()) {
                throw new IOException(
                        "strace -p " + pid + " ended with " + strace.exitValue() + ": expected to attach");
            }
        } finally {
            // SIGTERM: it lets go of the process, which runs on
            strace.destroy();
            strace.waitFor();
        }
    }
}
