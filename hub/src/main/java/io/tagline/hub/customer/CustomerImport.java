package io.tagline.hub.customer;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.csv.BadLine;
import io.tagline.hub.csv.CsvException;
import io.tagline.hub.csv.CsvRow;
import io.tagline.hub.csv.CsvSheet;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.csv.Tally;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Customers out of a file: those that are not there are made, those that are become what their line says. Each line stands for itself.
 * Safe for any thread.
 */
public final class CustomerImport {
    /** With one commit each the disk would set the pace; with all in one, scans would wait. */
    private static final int AT_ONCE = 100;

    private final Transactions transactions;
    private final Customers customers;

    public CustomerImport(Transactions transactions, Customers customers) {
        this.transactions = transactions;
        this.customers = customers;
    }

    /**
     * Reads the file and says what became of it.
     *
     * @param mayRead the fields that who has it taken in gets to see; a file with a column of another is refused
     * @param dryRun whether to write nothing: the same is done, and taken back
     * @throws CsvException where the file can't be read further; what came before stays taken
     */
    public ImportReport run(InputStream file, Viewer who, Predicate<String> mayRead, boolean dryRun)
            throws IOException, CsvException {
        CsvSheet sheet = CsvSheet.open(file, CustomerRows.REQUIRED, CustomerRows.columns(mayRead));
        Tally tally = new Tally();
        Map<String, Integer> lines = new HashMap<>();
        List<CsvRow> batch = new ArrayList<>(AT_ONCE);
        for (Optional<CsvSheet.Next> next = sheet.next(); next.isPresent(); next = sheet.next()) {
            CsvRow row = next.get().row();
            List<BadLine> problems =
                    new ArrayList<>(next.get().problem().stream().toList());
            if (problems.isEmpty()) {
                Integer first = lines.putIfAbsent(
                        row.get(CustomerRows.SOURCE) + "\n" + row.get(CustomerRows.REFERENCE), row.line());
                if (first != null) {
                    problems.add(new BadLine(
                            row.line(), CustomerRows.REFERENCE, "also in line " + first + ": expected it once"));
                }
            }
            if (problems.isEmpty()) {
                batch.add(row);
            } else {
                tally.refused(problems);
            }
            if (batch.size() == AT_ONCE) {
                tally.add(take(batch, who, dryRun));
                batch.clear();
            }
        }
        tally.add(take(batch, who, dryRun));
        return tally.report(dryRun);
    }

    private Tally take(List<CsvRow> rows, Viewer who, boolean dryRun) {
        return transactions.write(dryRun, tx -> {
            Tally tally = new Tally();
            rows.forEach(row -> take(tx, row, who, tally));
            return tally;
        });
    }

    private void take(Tx tx, CsvRow row, Viewer who, Tally tally) {
        CustomerRows reader = new CustomerRows(row, customers.forms());
        String source = reader.source();
        String reference = reader.reference();
        Optional<CustomerView> standing =
                source.isEmpty() ? Optional.empty() : customers.byReference(tx, source, reference);
        CustomerDocument wanted =
                reader.onto(standing.map(CustomerView::document).orElse(CustomerDocument.of(PartyRole.PAYER)));
        if (!reader.problems().isEmpty()) {
            tally.refused(reader.problems());
            return;
        }
        try {
            if (standing.isEmpty()) {
                customers.create(tx, who, source, reference, wanted);
                tally.created();
                return;
            }
            // onto what it is once it is ours: another may have changed it since it was read
            List<CustomerDocument> owned = new ArrayList<>(1);
            CustomerView now = customers.change(tx, who, standing.get().id(), document -> {
                owned.add(document);
                return reader.onto(document);
            });
            if (owned.contains(now.document())) {
                tally.unchanged();
            } else {
                tally.updated();
            }
        } catch (CustomerConflictException e) {
            tally.refused(List.of(new BadLine(row.line(), "", String.valueOf(e.getMessage()))));
        }
    }
}
