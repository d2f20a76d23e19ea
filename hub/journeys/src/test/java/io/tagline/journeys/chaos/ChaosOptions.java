package io.tagline.journeys.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link Chaos}.
 *
 * @param broker {@code mosquitto} or {@code embedded}; empty: mosquitto where it is installed
 * @param keep whether the folder stays when all is well
 */
record ChaosOptions(
        Duration length,
        long seed,
        List<Fault> faults,
        int agents,
        int readsPerSecond,
        Optional<String> broker,
        Optional<Path> report,
        boolean list,
        boolean keep) {

    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final int MOST_AGENTS = 50;
    private static final int MOST_READS = 100_000;

    /** @throws IllegalArgumentException naming option, value and what was expected */
    static ChaosOptions parse(String... arguments) {
        Duration length = Duration.ofMinutes(5);
        long seed = System.nanoTime() & 0xffff_ffffL;
        String faults = "all";
        int agents = 2;
        int reads = 1_000;
        Optional<String> broker = Optional.empty();
        Optional<Path> report = Optional.empty();
        boolean list = false;
        boolean keep = false;
        List<String> words = new ArrayList<>(List.of(arguments));
        while (!words.isEmpty()) {
            String option = words.remove(0);
            switch (option) {
                case "--list" -> list = true;
                case "--keep" -> keep = true;
                case "--minutes" -> length = minutes(value(option, words));
                case "--seed" -> seed = number(option, value(option, words), 0, Long.MAX_VALUE);
                case "--faults" -> faults = value(option, words);
                case "--agents" -> agents = (int) number(option, value(option, words), 1, MOST_AGENTS);
                case "--reads-per-second" -> reads = (int) number(option, value(option, words), 1, MOST_READS);
                case "--broker" -> broker = Optional.of(broker(value(option, words)));
                case "--report" -> report = Optional.of(Path.of(value(option, words)));
                default -> throw new IllegalArgumentException("unknown option \"" + option + "\"; see --help");
            }
        }
        return new ChaosOptions(length, seed, FaultList.select(faults), agents, reads, broker, report, list, keep);
    }

    private static String value(String option, List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value; see --help");
        }
        return words.remove(0);
    }

    private static long number(String option, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is \"" + value + "\"; expected a whole number", e);
        }
        throw new IllegalArgumentException(option + " is " + value + "; expected " + least + " to " + most);
    }

    private static Duration minutes(String value) {
        try {
            double minutes = Double.parseDouble(value);
            if (minutes > 0 && minutes <= MOST_MINUTES) {
                return Duration.ofMillis((long) (minutes * 60_000));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--minutes is \"" + value + "\"; expected a number", e);
        }
        throw new IllegalArgumentException("--minutes is " + value + "; expected more than 0, at most " + MOST_MINUTES);
    }

    private static String broker(String value) {
        if (!value.equals("mosquitto") && !value.equals("embedded")) {
            throw new IllegalArgumentException("--broker is \"" + value + "\"; expected mosquitto or embedded");
        }
        return value;
    }

    /** Whether mosquitto is to be used. */
    boolean foreignBroker() {
        return broker.map("mosquitto"::equals).orElseGet(Mosquitto::isInstalled);
    }
}
