package io.tagline.hub.access;

import io.tagline.hub.access.AuditTable.Ends;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The audit log as a chain: appends to it, and finds the first link that does not hold. Stateless.
 *
 * <p>The row that says where the chain ends gives a cut-off end away. Whoever can write to the database can also write a whole new
 * chain; that is found out by an {@link Anchor} kept somewhere else.
 */
public final class AuditChain {

    private static final int PAGE = 1_000;
    /** Everything that is audited waits for this many to go, no more. */
    private static final int PRUNED_AT_ONCE = 500;

    private AuditChain() {}

    /**
     * Where a chain ended, to be kept outside the database. Printed as {@code number:hash}.
     *
     * @param hash SHA-256 in hexadecimal
     */
    public record Anchor(long seq, String hash) {
        /** As it was printed; empty if it is none. */
        public static Optional<Anchor> parse(String text) {
            return text.matches("[0-9]{1,18}:[0-9a-f]{64}")
                    ? Optional.of(new Anchor(
                            Long.parseLong(text.substring(0, text.indexOf(':'))),
                            text.substring(text.indexOf(':') + 1)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return seq + ":" + hash;
        }
    }

    /**
     * What a look at all of it found.
     *
     * @param rows how many are sound, from the first
     * @param fault what is wrong with the next, naming it; empty if all of it is sound
     */
    public record Verdict(long rows, Anchor end, Optional<String> fault) {}

    /** Where the chain ends by its own word. */
    public static Anchor end(Tx tx) {
        Ends ends = AuditTable.ends(tx);
        return anchor(ends.lastSeq(), ends.lastHash());
    }

    static void append(Tx tx, List<AuditEntry> entries) {
        Ends ends = AuditTable.own(tx);
        long seq = ends.lastSeq();
        byte[] hash = ends.lastHash();
        for (AuditEntry entry : entries) {
            seq++;
            hash = entry.hash(hash, seq);
            AuditTable.insert(tx, seq, entry, hash);
        }
        AuditTable.end(tx, seq, hash);
    }

    /**
     * Follows the chain from its beginning to its end.
     *
     * @param kept where it ended once, by what was kept elsewhere
     */
    public static Verdict verify(Tx tx, Optional<Anchor> kept) {
        Ends ends = AuditTable.ends(tx);
        long seq = ends.baseSeq();
        byte[] hash = ends.baseHash();
        Optional<String> fault = kept.filter(anchor -> anchor.seq() < ends.baseSeq())
                .map(anchor -> "row " + anchor.seq() + " of the anchor was let go: expected an anchor from row "
                        + ends.baseSeq() + " on");
        while (fault.isEmpty()) {
            List<AuditTable.Row> page = AuditTable.after(tx, seq, PAGE);
            for (AuditTable.Row row : page) {
                fault = fault(row, seq, hash).or(() -> contradiction(kept, row.seq(), row.hash()));
                if (fault.isPresent()) {
                    break;
                }
                seq = row.seq();
                hash = row.hash();
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        long sound = seq - ends.baseSeq();
        if (fault.isEmpty()) {
            fault = cutOff(ends, seq, hash, kept);
        }
        return new Verdict(sound, anchor(seq, hash), fault);
    }

    private static Optional<String> fault(AuditTable.Row row, long before, byte[] hash) {
        if (row.seq() != before + 1) {
            return Optional.of("row " + (before + 1) + " is missing: expected it before row " + row.seq());
        }
        return Arrays.equals(row.hash(), row.entry().hash(hash, row.seq()))
                ? Optional.empty()
                : Optional.of("row " + row.seq() + " of " + row.entry().at()
                        + " was changed, or the row before it: expected the hash of what it says");
    }

    private static Optional<String> contradiction(Optional<Anchor> kept, long seq, byte[] hash) {
        return kept.filter(anchor -> anchor.seq() == seq && !anchor.equals(anchor(seq, hash)))
                .map(anchor -> "row " + seq + " is not the one that was there: expected the hash of the anchor, "
                        + anchor.hash());
    }

    private static Optional<String> cutOff(Ends ends, long seq, byte[] hash, Optional<Anchor> kept) {
        long last = Math.max(ends.lastSeq(), kept.map(Anchor::seq).orElse(0L));
        if (seq < last) {
            return Optional.of("rows " + (seq + 1) + " to " + last + " are missing from the end: expected them");
        }
        return seq == ends.lastSeq() && Arrays.equals(hash, ends.lastHash())
                ? Optional.empty()
                : Optional.of("row " + seq + " is past the end that was written down: expected row " + ends.lastSeq());
    }

    private static Anchor anchor(long seq, byte[] hash) {
        return new Anchor(seq, HexFormat.of().formatHex(hash));
    }

    /**
     * Lets go what is older than this, and says so in the log before the first row goes. The rest stays verifiable, also if this is cut
     * short: then it is done again.
     *
     * @return how many went
     */
    public static long prune(Transactions transactions, Viewer who, Instant before, Instant now) {
        long from = transactions.read(tx -> AuditTable.ends(tx).baseSeq());
        long until = transactions
                .<Optional<Long>>read(tx -> AuditTable.lastBefore(tx, before))
                .filter(last -> last > from)
                .orElse(from);
        if (until == from) {
            return 0;
        }
        boolean unused = transactions.write(tx -> {
            Audit.record(tx, who, "audit.pruned", "audit:" + until, (until - from) + " rows before " + before, now);
            return true;
        });
        long gone = from;
        while (gone < until) {
            long next = Math.min(until, gone + PRUNED_AT_ONCE);
            boolean unusedToo = transactions.write(tx -> deleteUntil(tx, next));
            gone = next;
        }
        return until - from;
    }

    private static boolean deleteUntil(Tx tx, long seq) {
        Ends ends = AuditTable.own(tx);
        Optional<AuditTable.Row> base = AuditTable.find(tx, seq).filter(row -> row.seq() > ends.baseSeq());
        base.ifPresent(row -> AuditTable.deleteUntil(tx, row));
        return base.isPresent();
    }
}
