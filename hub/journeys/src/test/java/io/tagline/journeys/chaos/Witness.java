package io.tagline.journeys.chaos;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Remembers what agents said was on their disks, apart from the disks: asks each agent's health every {@value #EVERY_MS} ms, and
 * whenever a fault is about to kill one. One thread for each agent; safe for any thread.
 */
final class Witness implements AutoCloseable {
    static final int EVERY_MS = 150;

    /** What one journal was seen to hold. */
    static final class Seen {
        private final List<Destroyed> destroyed = new ArrayList<>();
        private final NavigableMap<Long, Scan> destroyedInHub = new TreeMap<>();
        private long last;
        private boolean wentBack;

        synchronized void saw(long lastSeq) {
            // an agent that has just made the journal says 0 until it knows better
            wentBack |= lastSeq > 0 && lastSeq < last;
            last = Math.max(last, lastSeq);
        }

        /** What is read of a file that was repaired may end sooner than what it had been seen to hold: that is no later look. */
        synchronized void found(long lastOnDisk) {
            last = Math.max(last, lastOnDisk);
        }

        /** Numbers that were said to be on disk; a journal that is repaired goes on under another id, so none is left out. */
        synchronized List<SeqRange> accepted() {
            return last == 0 ? List.of() : List.of(new SeqRange(1, last));
        }

        /** Whether a later look showed less than an earlier one. */
        synchronized boolean wentBack() {
            return wentBack;
        }

        synchronized void destroyed(SeqRange seqs, String by) {
            destroyed.add(new Destroyed(seqs, by));
        }

        synchronized void destroyedInHub(NavigableMap<Long, Scan> scans, String by) {
            for (SeqRange range : SeqRange.covering(
                    scans.keySet().stream().mapToLong(Long::longValue).toArray())) {
                destroyed(range, by);
            }
            destroyedInHub.putAll(scans);
        }

        /** Those of the destroyed that the hub had by then. */
        synchronized NavigableMap<Long, Scan> destroyedInHub() {
            return new TreeMap<>(destroyedInHub);
        }

        synchronized List<Destroyed> destroyed() {
            return List.copyOf(destroyed);
        }
    }

    /** Scans of which a fault has destroyed the only copy that there was: named, and counted apart. */
    record Destroyed(SeqRange seqs, String by) {}

    private record Watched(AgentSite site, Thread thread) {}

    private final Map<UUID, Seen> journals = new ConcurrentHashMap<>();
    private final Map<UUID, AgentAddress> owners = new ConcurrentHashMap<>();
    private final Map<AgentSite, AgentHealth> newest = new ConcurrentHashMap<>();
    private final List<Watched> watched = new ArrayList<>();
    private volatile boolean closed;

    void watch(AgentSite site) {
        Thread thread =
                new Thread(() -> keepLooking(site), "witness-" + site.address().site());
        thread.setDaemon(true);
        watched.add(new Watched(site, thread));
        thread.start();
    }

    private void keepLooking(AgentSite site) {
        try {
            while (!closed) {
                look(site);
                TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks now. */
    Optional<AgentHealth> look(AgentSite site) {
        Optional<AgentHealth> health = site.health();
        if (health.isPresent()) {
            AgentHealth said = health.get();
            journals.computeIfAbsent(said.journal(), id -> new Seen()).saw(said.lastSeq());
            owners.put(said.journal(), site.address());
            newest.put(site, said);
        } else {
            newest.remove(site);
        }
        return health;
    }

    /** What the agent said last, empty when it did not answer. */
    Optional<AgentHealth> newest(AgentSite site) {
        return Optional.ofNullable(newest.get(site));
    }

    /** The highest number of each journal so far. */
    Map<UUID, Long> highest() {
        Map<UUID, Long> highest = new LinkedHashMap<>();
        journals.forEach((id, seen) -> seen.accepted().forEach(range -> highest.merge(id, range.to(), Math::max)));
        return highest;
    }

    /** Every journal that was ever seen. */
    Map<UUID, Seen> journals() {
        return Map.copyOf(journals);
    }

    /** Whose each journal is. */
    Map<UUID, AgentAddress> owners() {
        return Map.copyOf(owners);
    }

    /** A fault says that it has destroyed these scans' bytes itself, and which: they are named as lost, not held against the line. */
    void destroyed(UUID journal, SeqRange seqs, String by) {
        journals.computeIfAbsent(journal, id -> new Seen()).destroyed(seqs, by);
    }

    /** A fault says that it has destroyed the hub's copies of these, which no agent held any more. */
    void destroyedInHub(UUID journal, NavigableMap<Long, Scan> scans, String by) {
        journals.computeIfAbsent(journal, id -> new Seen()).destroyedInHub(scans, by);
    }

    /** A fault has read the files of an agent that is down: this is the last number in them. */
    void read(UUID journal, long last) {
        journals.computeIfAbsent(journal, id -> new Seen()).found(last);
    }

    @Override
    public void close() {
        closed = true;
        watched.forEach(each -> each.thread().interrupt());
    }
}
