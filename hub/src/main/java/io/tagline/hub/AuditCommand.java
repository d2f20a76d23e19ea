package io.tagline.hub;

import io.tagline.hub.access.AuditChain;
import io.tagline.hub.access.AuditChain.Anchor;
import io.tagline.hub.access.AuditChain.Verdict;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.Transactions;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code audit}: whether anybody changed the audit log, where it ends, and what is old enough to go. */
final class AuditCommand implements Command.Work {

    private static final String ANCHOR = "--anchor";

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        String action = line.word(0, "verify, anchor or prune");
        PrintStream out = surroundings.out();
        try (Store store = HubDatabase.open(surroundings.settings(line))) {
            Transactions transactions = store.transactions();
            switch (action) {
                case "verify" -> verify(line, transactions, out);
                case "anchor" -> {
                    line.expect(1);
                    Anchor end = transactions.read(AuditChain::end);
                    out.println(end);
                }
                case "prune" -> {
                    line.expect(2);
                    Instant before = startOf(line.word(1, "a date such as 2026-01-31"));
                    long gone = AuditChain.prune(transactions, Operator.viewer(), before, Instant.now());
                    out.println(gone + " rows before " + before + " let go");
                }
                default -> throw new UsageException("audit " + action + ": expected verify, anchor or prune");
            }
        }
    }

    private static void verify(CommandLine line, Transactions transactions, PrintStream out)
            throws UsageException, CommandFailedException {
        line.expect(1, ANCHOR);
        Optional<Anchor> anchor = Optional.empty();
        Optional<String> given = line.option(ANCHOR);
        if (given.isPresent()) {
            anchor = Optional.of(
                    Anchor.parse(given.get().strip())
                            .orElseThrow(
                                    () -> new UsageException(
                                            "anchor \"" + given.get()
                                                    + "\": expected what \"audit anchor\" printed, a number, a colon and 64 hexadecimal digits")));
        }
        Optional<Anchor> kept = anchor;
        Verdict verdict = transactions.read(tx -> AuditChain.verify(tx, kept));
        if (verdict.fault().isPresent()) {
            throw new CommandFailedException("audit log: " + verdict.rows() + " rows are sound, then "
                    + verdict.fault().get());
        }
        out.println("audit log: " + verdict.rows() + " rows, all sound; anchor " + verdict.end());
    }

    private static Instant startOf(String date) throws UsageException {
        try {
            return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new UsageException("date \"" + date + "\": expected one such as 2026-01-31");
        }
    }
}
