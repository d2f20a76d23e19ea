package io.tagline.hub.ledger;

import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who dismissed which lost numbers: a line each, for ever. */
final class LossDismissalsTable {
    private LossDismissalsTable() {}

    static void insert(Tx tx, UUID journal, LossDismissal dismissal) {
        tx.execute(
                """
                INSERT INTO loss_dismissals (id, journal, at, who, note, numbers, from_seq, to_seq)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Uuids.bytes(TimeOrderedIds.next(dismissal.at())),
                Uuids.bytes(journal),
                dismissal.at().toEpochMilli(),
                dismissal.who(),
                dismissal.note(),
                dismissal.numbers(),
                dismissal.span().from(),
                dismissal.span().to());
    }

    static List<LossDismissal> newest(Tx tx, UUID journal, int most) {
        return tx.sql(
                        """
                        SELECT at, who, note, numbers, from_seq, to_seq FROM loss_dismissals
                        WHERE journal = ? ORDER BY at DESC, id DESC LIMIT ?
                        """)
                .params(Uuids.bytes(journal), most)
                .query((row, n) -> new LossDismissal(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("who"),
                        row.getString("note"),
                        row.getLong("numbers"),
                        new SeqRange(row.getLong("from_seq"), row.getLong("to_seq"))))
                .list();
    }
}
