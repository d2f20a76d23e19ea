package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.SeqRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Journals that the hub has heard of, and sets of their sequence numbers. */
final class JournalsTable {
    /** What a set of numbers means: each is a table of ranges. */
    enum Numbers {
        /** In the ledger, or refused. */
        DEALT_WITH("journal_ranges"),
        /** Asked for again and again, and not there. */
        GIVEN_UP("journal_given_up"),
        /** Lost, and dismissed by a person who knows of it. */
        DISMISSED("journal_dismissed");

        private final String table;

        Numbers(String table) {
            this.table = table;
        }
    }

    private JournalsTable() {}

    /**
     * Notes that a journal was heard of; the row is this transaction's until it ends. One that goes back to the agent that had it
     * before is shared by the two: a renamed agent never does.
     */
    static void touch(Tx tx, UUID journal, AgentAddress agent, Instant now) {
        tx.sql(
                        """
                        INSERT INTO journals (id, site, agent, first_held, last_seen_at) VALUES (?, ?, ?, 1, ?)
                        ON CONFLICT (id) DO UPDATE SET site = excluded.site, agent = excluded.agent,
                          last_seen_at = excluded.last_seen_at,
                          shared_at = CASE WHEN (journals.site <> excluded.site OR journals.agent <> excluded.agent)
                            AND journals.other_site = excluded.site AND journals.other_agent = excluded.agent
                            THEN excluded.last_seen_at ELSE journals.shared_at END,
                          other_site = CASE WHEN journals.site <> excluded.site OR journals.agent <> excluded.agent
                            THEN journals.site ELSE journals.other_site END,
                          other_agent = CASE WHEN journals.site <> excluded.site OR journals.agent <> excluded.agent
                            THEN journals.agent ELSE journals.other_agent END
                        """)
                .params(Uuids.bytes(journal), agent.site(), agent.agent(), now.toEpochMilli())
                .update();
    }

    /** Makes the row where it is missing; it is this transaction's until it ends. */
    static void insert(Tx tx, UUID journal, AgentAddress agent, Instant now) {
        tx.sql(
                        """
                        INSERT INTO journals (id, site, agent, first_held, last_seen_at) VALUES (?, ?, ?, 1, ?)
                        ON CONFLICT (id) DO UPDATE SET last_seen_at = journals.last_seen_at
                        """)
                .params(Uuids.bytes(journal), agent.site(), agent.agent(), now.toEpochMilli())
                .update();
    }

    /** Notes the lowest number that the agent still holds; it never goes down. */
    static void heldFrom(Tx tx, UUID journal, long firstHeld) {
        tx.sql("UPDATE journals SET first_held = ? WHERE id = ? AND first_held < ?")
                .params(firstHeld, Uuids.bytes(journal), firstHeld)
                .update();
    }

    static Optional<Long> firstHeld(Tx tx, UUID journal) {
        return tx.sql("SELECT first_held FROM journals WHERE id = ?")
                .param(Uuids.bytes(journal))
                .query(Long.class)
                .optional();
    }

    static void reused(Tx tx, UUID journal, int scans, Instant now) {
        tx.sql("UPDATE journals SET reused = reused + ?, reused_at = ? WHERE id = ?")
                .params(scans, now.toEpochMilli(), Uuids.bytes(journal))
                .update();
    }

    static Optional<JournalTrouble> trouble(Tx tx, UUID journal) {
        return tx.sql(
                        "SELECT site, agent, other_site, other_agent, shared_at, reused, reused_at FROM journals WHERE id = ?")
                .param(Uuids.bytes(journal))
                .query((row, n) -> trouble(row))
                .optional();
    }

    private static JournalTrouble trouble(ResultSet row) throws SQLException {
        Optional<Instant> sharedAt = instant(row, "shared_at");
        List<AgentAddress> sharers = sharedAt.isEmpty()
                ? List.of()
                : List.of(
                        new AgentAddress(row.getString("site"), row.getString("agent")),
                        new AgentAddress(row.getString("other_site"), row.getString("other_agent")));
        return new JournalTrouble(sharers, sharedAt, row.getLong("reused"), instant(row, "reused_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }

    /** The ranges that overlap or touch this one: all that adding to it can change. */
    static SeqRanges near(Tx tx, Numbers numbers, UUID journal, SeqRange range) {
        long above = range.to() == Long.MAX_VALUE ? range.to() : range.to() + 1;
        return new SeqRanges(tx.sql("SELECT from_seq, to_seq FROM " + numbers.table
                        + " WHERE journal = ? AND to_seq >= ? AND from_seq <= ? ORDER BY from_seq")
                .params(Uuids.bytes(journal), range.from() - 1, above)
                .query((row, n) -> new SeqRange(row.getLong(1), row.getLong(2)))
                .list());
    }

    /** The highest ranges, so many. */
    static SeqRanges highest(Tx tx, Numbers numbers, UUID journal, int most) {
        return SeqRanges.of(tx.sql("SELECT from_seq, to_seq FROM " + numbers.table
                        + " WHERE journal = ? ORDER BY from_seq DESC LIMIT ?")
                .params(Uuids.bytes(journal), most)
                .query((row, n) -> new SeqRange(row.getLong(1), row.getLong(2)))
                .list());
    }

    /** Replaces some ranges of a set by others. */
    static void replace(Tx tx, Numbers numbers, UUID journal, SeqRanges before, SeqRanges after) {
        byte[] id = Uuids.bytes(journal);
        Set<Long> starts = new HashSet<>();
        List<Object[]> written = new ArrayList<>();
        for (SeqRange range : after.ranges()) {
            starts.add(range.from());
            if (!before.ranges().contains(range)) {
                written.add(new Object[] {id, range.from(), range.to()});
            }
        }
        List<Object[]> gone = new ArrayList<>();
        for (SeqRange range : before.ranges()) {
            if (!starts.contains(range.from())) {
                gone.add(new Object[] {id, range.from()});
            }
        }
        tx.update("DELETE FROM " + numbers.table + " WHERE journal = ? AND from_seq = ?", gone);
        tx.update(
                "INSERT INTO " + numbers.table + " (journal, from_seq, to_seq) VALUES (?, ?, ?)"
                        + " ON CONFLICT (journal, from_seq) DO UPDATE SET to_seq = excluded.to_seq",
                written);
    }
}
