package io.tagline.hub;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.csv.CsvException;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** {@code import}: customers or orders out of a file, with a word on each line that was not taken. Works beside a running hub. */
final class ImportCommand implements Command.Work {

    private static final String DRY_RUN = "--dry-run";

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(2, DRY_RUN);
        String what = line.word(0, "customers or orders");
        Path file = Path.of(line.word(1, "a file"));
        boolean dryRun = line.option(DRY_RUN).isPresent();
        if (!what.equals("customers") && !what.equals("orders")) {
            throw new UsageException("import " + what + ": expected customers or orders");
        }
        HubSettings settings = surroundings.settings(line);
        ImportReport report;
        try (InputStream in = Files.newInputStream(file);
                Store store = HubDatabase.open(settings);
                HubCore core = HubCore.open(
                        store,
                        Sites.of(settings),
                        settings.promises().rules(),
                        new ContactForms(settings.country()),
                        KeyedHash.open(settings.dataDir()),
                        InstantSource.system(),
                        new SimpleMeterRegistry())) {
            report = what.equals("customers")
                    ? core.customerImport().run(in, Operator.viewer(), field -> true, dryRun)
                    : core.orderImport().run(in, Operator.viewer(), dryRun);
        } catch (CsvException e) {
            throw new CommandFailedException(file + ": " + e.getMessage());
        }
        say(report, what, surroundings.out());
        if (report.refused() > 0) {
            throw new CommandFailedException(
                    file + ": " + report.refused() + " of " + report.records() + " " + what + " not taken");
        }
    }

    private static void say(ImportReport report, String what, PrintStream out) {
        report.problems().forEach(out::println);
        out.println((report.dryRun() ? "dry run, nothing written: " : "") + report.records() + " " + what + ": "
                + report.created() + " new, " + report.updated() + " changed, " + report.unchanged() + " as they were, "
                + report.refused() + " not taken");
    }
}
