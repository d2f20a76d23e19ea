package io.tagline.journeys.chaos;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Breaks everything and proves that nothing was lost; run by scripts/chaos, which has the options. */
final class Chaos {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Chaos() {}

    public static void main(String... arguments) throws Exception {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(arguments);
            if (options.foreignBroker() && !Mosquitto.isInstalled()) {
                throw new IllegalArgumentException("--broker is mosquitto, and " + Mosquitto.PROGRAM
                        + " is not installed; expected Debian's package mosquitto, or --broker embedded");
            }
        } catch (IllegalArgumentException e) {
            System.err.println("scripts/chaos: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        if (options.list()) {
            options.faults().forEach(each -> System.out.println(each.name()));
            System.exit(0);
        }
        System.exit(run(options, System.out) ? 0 : FAILED);
    }

    private static boolean run(ChaosOptions options, PrintStream out) throws Exception {
        out.println("seed " + options.seed());
        Path folder = Files.createTempDirectory("tagline-chaos.");
        PlantOptions plant = new PlantOptions(options.agents(), options.readsPerSecond(), options.foreignBroker());
        out.printf(
                "%d agents with %d reads/s each, broker: %s, files in %s%n",
                plant.agents(), plant.readsPerSecond(), plant.foreignBroker() ? "mosquitto" : "the hub's own", folder);
        Optional<Outcome> outcome = Optional.empty();
        try {
            outcome = Optional.of(
                    new ChaosRun(folder, plant, options.seed(), options.faults(), out).run(options.length(), false));
        } finally {
            if (outcome.isEmpty()) {
                out.println("the run broke off; its files are in " + folder + ", repeat with --seed " + options.seed());
            }
        }
        ChaosReport report = new ChaosReport(outcome.get());
        report.print(out);
        if (options.report().isPresent()) {
            report.write(options.report().get());
        }
        boolean passed = outcome.get().failures().isEmpty();
        if (passed && !options.keep()) {
            Folders.delete(folder);
        } else {
            out.println("files are in " + folder + "; repeat with --seed " + options.seed());
        }
        out.println(passed ? "scripts/chaos: passed" : "scripts/chaos: FAILED");
        return passed;
    }
}
