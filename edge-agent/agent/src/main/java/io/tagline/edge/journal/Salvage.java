package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
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
 * Copies what is readable of a damaged journal into a new file: scans from the lowest up to the damage, then from the
 * highest down to it. Identity and numbers stay, so the hub stores nothing twice. Numbers of scans that are lost are never
 * given again: the new file goes on {@value #LEAP} further, a gap that operations see.
 */
final class Salvage {
    private static final Logger log = LoggerFactory.getLogger(Salvage.class);

    /** More than any journal adds between two checks, so that no number of a lost scan can come twice. */
    static final long LEAP = 1_000_000;

    private static final int GROUP = 500;

    private final Connection damaged;
    private final JournalFile into;
    private final List<Scan> group = new ArrayList<>(GROUP);
    private long scans;

    private Salvage(Connection damaged, JournalFile into) {
        this.damaged = damaged;
        this.into = into;
    }

    /**
     * What was salvaged.
     *
     * @param lastSeq highest number found
     */
    record Result(UUID id, long scans, long lastSeq) {}

    static Result copy(Path from, Path to) throws SQLException {
        Optional<Connection> opened = readable("file", () -> Sqlite.openForReading(from));
        if (opened.isEmpty()) {
            UUID id = UUID.randomUUID();
            JournalFile.create(to, id, 0);
            return new Result(id, 0, 0);
        }
        try (Connection damaged = opened.get()) {
            Optional<UUID> known =
                    readable("identity", () -> JournalFile.id(damaged)).flatMap(id -> id);
            // without its identity the numbers mean nothing to the hub: it is a new journal, and all is sent
            UUID id = known.orElseGet(UUID::randomUUID);
            JournalFile.create(to, id, 0);
            try (JournalFile into = JournalFile.open(to)) {
                var salvage = new Salvage(damaged, into);
                long last = salvage.copyScans();
                salvage.finish(last, known.isPresent());
                return new Result(id, salvage.scans, last);
            }
        }
    }

    private long copyScans() throws SQLException {
        long up = copy(ScanTable.SELECT_UP, 0).orElse(0L);
        flush();
        long down = copy(ScanTable.SELECT_DOWN, up).orElse(up);
        flush();
        return Math.max(down, ScanTable.last(into.connection()));
    }

    /** Copies in the order of the query until its end or the damage. Returns the last number that it read. */
    private Optional<Long> copy(String query, long above) throws SQLException {
        Optional<Long> read = Optional.empty();
        try (PreparedStatement select = damaged.prepareStatement(query)) {
            select.setLong(1, above);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read = Optional.of(row.getLong(1));
                    keep(row);
                }
            }
        } catch (SQLException e) {
            if (!isPartLost(e)) {
                throw e;
            }
            log.atWarn().addKeyValue("after", read.orElse(above)).log("the journal can not be read here");
        }
        return read;
    }

    private void keep(ResultSet row) throws SQLException {
        try {
            group.add(ScanTable.read(row));
        } catch (IllegalArgumentException | NullPointerException e) {
            log.atWarn()
                    .addKeyValue("scan", row.getLong(1))
                    .addKeyValue("reason", e.getMessage())
                    .log("not a scan");
        }
        if (group.size() == GROUP) {
            flush();
        }
    }

    private void flush() throws SQLException {
        into.append(group, Optional.empty());
        scans += group.size();
        group.clear();
    }

    private void finish(long last, boolean identityKept) throws SQLException {
        long given = readable("numbers given", () -> Sqlite.number(damaged, "SELECT given FROM journal"))
                .orElse(0L);
        long highest = Math.max(last, given);
        SeqSet receipted = identityKept
                ? readable("receipts", () -> JournalFile.receipted(damaged)).orElse(SeqSet.EMPTY)
                : SeqSet.EMPTY;
        highest = Math.max(highest, receipted.highest());
        // they belong to numbers, not to the journal's identity
        into.correct(readable("clock corrections", () -> CorrectionTable.all(damaged))
                .orElse(List.of()));
        into.leapTo(highest + LEAP, receipted.plus(new SeqRange(highest + 1, highest + LEAP)));
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

    /** True if only this part is lost; a file whose first page is gone has no tables. */
    private static boolean isPartLost(SQLException e) {
        return Sqlite.isDamage(e) || String.valueOf(e.getMessage()).contains("no such table");
    }

    private interface Read<T> {
        T read() throws SQLException;
    }
}
