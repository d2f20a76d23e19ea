package io.tagline.edge.journal;

import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies every scan that is readable anywhere in a damaged journal into a new file. Its scans keep identity and
 * numbers, so the hub stores nothing twice; later ones get a new identity. So no number of a scan that is lost is ever given
 * again, however far the damaged journal had counted, and the hub sees no gap where there never was a scan.
 */
final class Salvage {
    private static final Logger log = LoggerFactory.getLogger(Salvage.class);

    private static final int GROUP = 5_000;

    /** More ranges than these are not worth naming one by one. */
    private static final int MOST_RANGES = 20;

    private static final String GAPS =
            """
            SELECT seq + 1, next - 1
            FROM (SELECT seq, lead(seq) OVER (ORDER BY seq) AS next FROM scan_row)
            WHERE next > seq + 1
            """;

    private final JournalFile into;
    private final long first;
    private final List<ScanRow> group = new ArrayList<>(GROUP);
    private long scans;

    /** @param first the lowest number that has a name: pages that are free now may show what was let go long ago */
    private Salvage(JournalFile into, long first) {
        this.into = into;
        this.first = first;
    }

    /**
     * What was salvaged.
     *
     * @param scans how many
     * @param lost numbers above the lowest found that the hub has not receipted, the first few ranges, as the agent counts
     * @param lostScans how many numbers all such ranges have
     * @param was the identity that the damaged journal had last
     * @param goesOnAs the one that later scans have
     */
    record Result(long scans, List<SeqRange> lost, long lostScans, UUID was, UUID goesOnAs) {}

    /**
     * Copies what is there.
     *
     * @param from may be missing, so that there is only a log beside it
     * @param given the highest number that this process knows to be given, 0 if it knows of none
     */
    static Result copy(Path from, Path markFile, Path to, long given, Runnable progress)
            throws SQLException, IOException {
        Optional<JournalMark.Content> mark = JournalMark.read(markFile);
        Known known = known(from);
        // without its identity the numbers mean nothing to the hub: it is a new journal, and all is sent
        Identities identities = known.identities
                .or(() -> mark.map(JournalMark.Content::identities))
                .orElseGet(Identities::ofNewJournal);
        JournalFile.create(to, identities, 0);
        try (JournalFile file = JournalFile.open(to)) {
            // it is synced as a whole before it gets its name
            file.syncLater();
            var salvage = new Salvage(file, identities.first());
            salvage.readPages(from, progress);
            long highest =
                    Math.max(Math.max(ScanTable.last(file.connection()), known.given), known.receipted.highest());
            var goesOn = new Identities.Identity(
                    UUID.randomUUID(),
                    Math.max(Math.max(highest, given), identities.current().above()));
            file.correct(known.corrections);
            file.renew(goesOn);
            return salvage.result(identities, known.receipted, goesOn);
        }
    }

    private void readPages(Path from, Runnable progress) throws SQLException, IOException {
        var pages = new ScanPages(this::keep, progress);
        try {
            if (Files.exists(from)) {
                pages.readDatabase(from);
            }
            pages.readLog(JournalRecovery.beside(from, "-wal"));
            flush();
        } catch (UncheckedSqlException e) {
            throw e.sql();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void keep(ScanRow row) {
        if (row.seq() >= first) {
            group.add(row);
        }
        if (group.size() == GROUP) {
            flush();
        }
    }

    private void flush() {
        try {
            scans += into.keep(group);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
        group.clear();
    }

    /** Numbers without a scan are not waited for; those above the lowest found are named as lost. */
    private Result result(Identities was, SeqSet receipted, Identities.Identity goesOn) throws SQLException {
        List<SeqRange> lost = new ArrayList<>();
        long lostScans = 0;
        SeqSet notWaitedFor = receipted;
        for (SeqRange gap : gaps(goesOn.above())) {
            notWaitedFor = notWaitedFor.plus(gap);
            for (SeqRange range : receipted.missing(gap.from(), gap.to(), MOST_RANGES)) {
                lostScans += range.size();
                if (lost.size() < MOST_RANGES) {
                    lost.add(range);
                }
            }
        }
        long first = ScanTable.first(into.connection());
        if (first > 1) {
            notWaitedFor = notWaitedFor.plus(new SeqRange(1, first - 1));
        }
        into.saveReceipted(notWaitedFor);
        return new Result(scans, lost, lostScans, was.current().id(), goesOn.id());
    }

    /** Above the lowest found, up to this number. */
    private List<SeqRange> gaps(long to) throws SQLException {
        List<SeqRange> gaps = new ArrayList<>();
        try (PreparedStatement select = into.connection().prepareStatement(GAPS);
                ResultSet gap = select.executeQuery()) {
            while (gap.next()) {
                gaps.add(new SeqRange(gap.getLong(1), gap.getLong(2)));
            }
        }
        long last = ScanTable.last(into.connection());
        if (to > last) {
            gaps.add(new SeqRange(last + 1, to));
        }
        return gaps;
    }

    /** What SQLite can still read beside the scans. */
    private record Known(Optional<Identities> identities, SeqSet receipted, long given, List<Correction> corrections) {}

    private static Known known(Path from) throws SQLException {
        Optional<Connection> opened =
                Files.exists(from) ? readable("file", () -> Sqlite.openForReading(from)) : Optional.empty();
        if (opened.isEmpty()) {
            return new Known(Optional.empty(), SeqSet.EMPTY, 0, List.of());
        }
        try (Connection damaged = opened.get()) {
            return new Known(
                    readable("identity", () -> JournalFile.identities(damaged)).flatMap(found -> found),
                    readable("receipts", () -> JournalFile.receipted(damaged)).orElse(SeqSet.EMPTY),
                    readable("numbers given", () -> Sqlite.number(damaged, "SELECT given FROM journal"))
                            .orElse(0L),
                    readable("clock corrections", () -> CorrectionTable.all(damaged))
                            .orElse(List.of()));
        }
    }

    private static <T> Optional<T> readable(String what, Read<T> read) throws SQLException {
        try {
            return Optional.of(read.read());
        } catch (SQLException e) {
            if (!isPartLost(e)) {
                throw e;
            }
        } catch (IllegalArgumentException e) {
            log.atDebug()
                    .addKeyValue("part", what)
                    .addKeyValue("reason", e.getMessage())
                    .log("not what it should be");
        }
        log.atWarn().addKeyValue("part", what).log("a part of the journal can not be read");
        return Optional.empty();
    }

    /** True if only this part is lost; a file whose first page is gone has no tables, one cut short ends too early. */
    private static boolean isPartLost(SQLException e) {
        return Sqlite.isDamage(e)
                || Sqlite.isUnreadable(e)
                || String.valueOf(e.getMessage()).contains("no such ");
    }

    private interface Read<T> {
        T read() throws SQLException;
    }

    /** Carries an error of the new file out of the reading of the old one. */
    private static final class UncheckedSqlException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException sql;

        UncheckedSqlException(SQLException sql) {
            super(sql);
            this.sql = sql;
        }

        SQLException sql() {
            return sql;
        }
    }
}
