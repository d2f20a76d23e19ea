package io.tagline.hub.order;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.csv.BadLine;
import io.tagline.hub.csv.CsvException;
import io.tagline.hub.csv.CsvSheet;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.csv.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders out of a file with a line for each parcel, the lines of an order together. Each order is put as the API would, whole or not
 * at all. Safe for any thread.
 */
public final class OrderImport {
    private final Orders orders;

    public OrderImport(Orders orders) {
        this.orders = orders;
    }

    /**
     * Reads the file and says what became of it.
     *
     * @param who written down with each order that changes
     * @param dryRun whether to write nothing: the same is done, and taken back
     * @throws CsvException where the file can't be read further; what came before stays taken
     */
    public ImportReport run(InputStream file, Viewer who, boolean dryRun) throws IOException, CsvException {
        CsvSheet sheet = CsvSheet.open(file, OrderRows.REQUIRED, OrderRows.COLUMNS);
        Run run = new Run(who, dryRun);
        for (Optional<CsvSheet.Next> next = sheet.next(); next.isPresent(); next = sheet.next()) {
            run.line(next.get());
        }
        run.end();
        return run.tally.report(dryRun);
    }

    /** One file on its way; confined to its thread. */
    private final class Run {
        private final Viewer who;
        private final boolean dryRun;
        private final Tally tally = new Tally();
        /** In which line each order, tracking number and tag of the file came first. */
        private final Map<String, Integer> begun = new HashMap<>();

        private final Map<String, Integer> taken = new HashMap<>();
        private Optional<OrderRows> current = Optional.empty();

        Run(Viewer who, boolean dryRun) {
            this.who = who;
            this.dryRun = dryRun;
        }

        void line(CsvSheet.Next next) {
            if (current.isEmpty() || !current.get().isOf(next.row())) {
                end();
                current = Optional.of(new OrderRows(next.row()));
            }
            current.get().add(next);
        }

        void end() {
            current.ifPresent(this::take);
            current = Optional.empty();
        }

        private void take(OrderRows rows) {
            List<BadLine> problems = new ArrayList<>(rows.problems());
            Integer first = begun.putIfAbsent(rows.key(), rows.line());
            if (first != null) {
                problems.add(new BadLine(
                        rows.line(),
                        OrderRows.ORDER,
                        "also in line " + first + ": expected the lines of an order together"));
            }
            if (problems.isEmpty()) {
                problems.addAll(put(rows));
            }
            if (!problems.isEmpty()) {
                tally.refused(problems);
            }
        }

        private List<BadLine> put(OrderRows rows) {
            try {
                OrderDocument document = OrderReader.read(rows.json());
                List<BadLine> twice = twice(rows, document);
                if (!twice.isEmpty()) {
                    return twice;
                }
                switch (orders.put(who, rows.source(), rows.reference(), document, dryRun)
                        .outcome()) {
                    case CREATED -> tally.created();
                    case UPDATED -> tally.updated();
                    case UNCHANGED -> tally.unchanged();
                }
                return List.of();
            } catch (OrderRefusedException e) {
                return rows.lines(e.problems());
            } catch (OrderConflictException e) {
                return rows.lines(e.problems());
            }
        }

        /** Within a file the first order has it, also where nothing is written that the next would find. */
        private List<BadLine> twice(OrderRows rows, OrderDocument document) {
            Map<String, OrderProblem> wanted = new HashMap<>();
            for (int s = 0; s < document.shipments().size(); s++) {
                var parcels = document.shipments().get(s).parcels();
                for (int p = 0; p < parcels.size(); p++) {
                    String path = "$.shipments[" + s + "].parcels[" + p + "]";
                    wanted.put(
                            "number " + parcels.get(p).trackingNumber(),
                            new OrderProblem(path + ".trackingNumber", "expected a number that no other order has"));
                    parcels.get(p)
                            .epc()
                            .ifPresent(epc -> wanted.put(
                                    "tag " + epc,
                                    new OrderProblem(path + ".epc", "expected a tag that no other order has")));
                }
            }
            List<OrderProblem> problems = new ArrayList<>();
            wanted.forEach((key, problem) -> {
                Integer first = taken.get(key);
                if (first != null) {
                    problems.add(new OrderProblem(
                            problem.path(), "also in the order of line " + first + ": " + problem.message()));
                }
            });
            if (problems.isEmpty()) {
                wanted.keySet().forEach(key -> taken.put(key, rows.line()));
            }
            return rows.lines(problems);
        }
    }
}
