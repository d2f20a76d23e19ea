package io.tagline.edge.journal;

import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Under which name the hub knows the scans of this file. There is one identity, unless the file turned out to be an older copy
 * of a journal that had gone on elsewhere: then scans that the copy brought keep the name under which they may have been sent,
 * and later ones belong to a new identity that counts from 1 again. Numbers inside the agent run on; only the wire counts by
 * identity. Immutable, so that threads share one by a volatile field.
 */
final class Identities {
    private final List<Identity> oldestFirst;

    /** @param oldestFirst at least one, {@code above} ascending */
    Identities(List<Identity> oldestFirst) {
        this.oldestFirst = List.copyOf(oldestFirst);
        if (oldestFirst.isEmpty()) {
            throw new IllegalArgumentException("identities of a journal: none; expected at least one");
        }
    }

    /**
     * One of them.
     *
     * @param above the highest number that is not of this identity; its scans count from there
     */
    record Identity(UUID id, long above) {}

    /** A receipt in the agent's own numbers. */
    record Local(List<SeqRange> committed, List<SeqRange> wanted, boolean beyondLast) {}

    static Identities ofNewJournal() {
        return new Identities(List.of(new Identity(UUID.randomUUID(), 0)));
    }

    Identity current() {
        return oldestFirst.get(oldestFirst.size() - 1);
    }

    List<Identity> all() {
        return oldestFirst;
    }

    /** These and a new one, for scans above this number; one that never had a scan goes. */
    Identities with(UUID id, long above) {
        List<Identity> more = new ArrayList<>(oldestFirst);
        more.removeIf(identity -> identity.above() >= above);
        more.add(new Identity(id, above));
        return new Identities(more);
    }

    /** The first of these scans and those that follow under the same identity: what may share a message. */
    List<Scan> together(List<Scan> scans) {
        if (oldestFirst.size() == 1 || scans.isEmpty()) {
            return scans;
        }
        Identity first = of(scans.get(0).seq());
        int end = 1;
        while (end < scans.size() && of(scans.get(end).seq()).equals(first)) {
            end++;
        }
        return scans.subList(0, end);
    }

    /** The message for the hub. The scans are of one identity, as {@link #together} gives them. */
    ScanBatch onWire(List<Scan> scans) {
        Identity identity = of(scans.get(0).seq());
        return new ScanBatch(
                identity.id(),
                identity.above() == 0
                        ? scans
                        : scans.stream()
                                .map(scan -> numbered(scan, scan.seq() - identity.above()))
                                .toList());
    }

    /**
     * A receipt in our own numbers, without those that were never given; empty if it is for none of ours.
     *
     * @param lastSeq the highest number given
     */
    Optional<Local> local(Receipt receipt, long lastSeq) {
        for (int i = 0; i < oldestFirst.size(); i++) {
            Identity identity = oldestFirst.get(i);
            if (identity.id().equals(receipt.journal())) {
                boolean isCurrent = i == oldestFirst.size() - 1;
                long highest = isCurrent ? lastSeq : oldestFirst.get(i + 1).above();
                boolean beyond = isCurrent
                        && receipt.committed().stream().anyMatch(range -> range.to() > highest - identity.above());
                return Optional.of(new Local(
                        within(receipt.committed(), identity.above(), highest),
                        within(receipt.wanted(), identity.above(), highest),
                        beyond));
            }
        }
        return Optional.empty();
    }

    /** The lowest number that any of them has. */
    long first() {
        return oldestFirst.get(0).above() + 1;
    }

    /**
     * Those before the current one that may still have scans here, oldest first.
     *
     * @param firstHeld the lowest number on disk, 0 if there is none
     */
    List<JournalStatus.Earlier> earlier(long firstHeld, SeqSet receipted) {
        List<JournalStatus.Earlier> earlier = new ArrayList<>();
        for (int i = 0; i + 1 < oldestFirst.size(); i++) {
            Identity identity = oldestFirst.get(i);
            long above = identity.above();
            long last = oldestFirst.get(i + 1).above();
            long first = Math.max(firstHeld, above + 1);
            if (firstHeld > 0 && first <= last) {
                long pending = receipted.missing(first, last, Integer.MAX_VALUE).stream()
                        .mapToLong(SeqRange::size)
                        .sum();
                earlier.add(new JournalStatus.Earlier(identity.id(), first - above, last - above, pending));
            }
        }
        return earlier;
    }

    private Identity of(long seq) {
        int i = oldestFirst.size() - 1;
        while (i > 0 && oldestFirst.get(i).above() >= seq) {
            i--;
        }
        return oldestFirst.get(i);
    }

    private static List<SeqRange> within(List<SeqRange> ranges, long above, long highest) {
        List<SeqRange> within = new ArrayList<>();
        for (SeqRange range : ranges) {
            long most = highest - above;
            if (range.from() <= most) {
                within.add(new SeqRange(range.from() + above, Math.min(range.to(), most) + above));
            }
        }
        return within;
    }

    private static Scan numbered(Scan scan, long seq) {
        return new Scan(
                seq,
                scan.portal(),
                scan.epc(),
                scan.direction(),
                scan.at(),
                scan.firstSeen(),
                scan.lastSeen(),
                scan.reads(),
                scan.peakRssiDbm(),
                scan.confidence(),
                scan.clock(),
                scan.clockErrorMs());
    }
}
