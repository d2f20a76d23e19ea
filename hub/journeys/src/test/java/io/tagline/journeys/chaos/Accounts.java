package io.tagline.journeys.chaos;

import io.tagline.journeys.Databases;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Holds what agents accepted against what the hub has, scan by scan, after everything has stopped. Accepted is what an agent said was on
 * its disk, and what is there now. Confined to one thread.
 */
final class Accounts {
    /** Scans accepted before the first fault, or without any. */
    static final String BEFORE = "(before)";

    private static final int MOST_NAMED = 50;

    private final List<Injection> injections;
    private final Map<UUID, NavigableMap<Long, Scan>> ledger;
    private final Map<UUID, Map<Long, Instant>> estimated;
    private final Map<UUID, NavigableMap<Long, Scan>> journals = new LinkedHashMap<>();
    private final Map<String, FaultTally> lines = new LinkedHashMap<>();
    private final Map<String, Long> destroyedBy = new TreeMap<>();
    private final Map<UUID, NavigableMap<Long, Scan>> everInHub = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    private Accounts(
            List<Injection> injections,
            Map<UUID, NavigableMap<Long, Scan>> ledger,
            Map<UUID, Map<Long, Instant>> estimated) {
        this.injections = injections;
        this.ledger = ledger;
        this.estimated = estimated;
    }

    /**
     * Reads journals and ledger; programs have ended.
     *
     * @param database the hub's
     * @param dataDirs of the agents
     * @param seen what the agents said, journal by journal
     */
    static Accounts of(Path database, List<Path> dataDirs, Map<UUID, Witness.Seen> seen, List<Injection> injections)
            throws SQLException, IOException {
        Accounts accounts = new Accounts(injections, StoredScans.ledger(database), StoredScans.estimated(database));
        accounts.line(BEFORE);
        injections.forEach(each -> accounts.line(each.fault()).done(each));
        for (Path dataDir : dataDirs) {
            accounts.read(dataDir, seen);
        }
        TreeSet<UUID> all = new TreeSet<>(seen.keySet());
        all.addAll(accounts.journals.keySet());
        for (UUID journal : all) {
            accounts.settle(journal, seen.getOrDefault(journal, new Witness.Seen()));
        }
        accounts.findRepeated();
        accounts.findOnTimelines(database);
        return accounts;
    }

    private void read(Path dataDir, Map<UUID, Witness.Seen> seen) throws SQLException, IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(dataDir)) {
            files = listed.filter(file -> file.getFileName().toString().matches("journal.*\\.db"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            boolean current = file.getFileName().toString().equals("journal.db");
            try {
                for (StoredScans.Journal journal : StoredScans.journals(file)) {
                    if (current) {
                        journals.computeIfAbsent(journal.id(), id -> new TreeMap<>())
                                .putAll(journal.scans());
                        // how far off a corrected time may be depends on when it was corrected
                        journal.corrected().forEach(seq -> sameButForTheError(journal, seq));
                    } else {
                        addSetAside(journal, seen.getOrDefault(journal.id(), new Witness.Seen()));
                    }
                }
            } catch (SQLException | RuntimeException e) {
                if (current) {
                    throw e;
                }
                findings.add(file + " cannot be read to its end: " + e);
            }
        }
    }

    private void sameButForTheError(StoredScans.Journal journal, long seq) {
        Scan sent = ledger.getOrDefault(journal.id(), new TreeMap<>()).get(seq);
        Scan here = journal.scans().get(seq);
        if (sent != null && here != null && StoredScans.withoutError(sent).equals(StoredScans.withoutError(here))) {
            journals.computeIfAbsent(journal.id(), id -> new TreeMap<>()).put(seq, sent);
        }
    }

    /** What a damaged file shows may be what the damage made of it: numbers count that were seen before, contents do not. */
    private void addSetAside(StoredScans.Journal journal, Witness.Seen seen) {
        NavigableMap<Long, Scan> stored = ledger.getOrDefault(journal.id(), new TreeMap<>());
        NavigableMap<Long, Scan> held = journals.computeIfAbsent(journal.id(), id -> new TreeMap<>());
        journal.scans().forEach((seq, scan) -> {
            if (seen.accepted().stream().anyMatch(range -> range.from() <= seq && seq <= range.to())) {
                held.putIfAbsent(seq, stored.getOrDefault(seq, scan));
            }
        });
    }

    private void settle(UUID journal, Witness.Seen seen) {
        NavigableMap<Long, Scan> stored = ledger.getOrDefault(journal, new TreeMap<>());
        NavigableMap<Long, Scan> held = journals.getOrDefault(journal, new TreeMap<>());
        TreeSet<Long> accepted = new TreeSet<>(held.keySet());
        for (SeqRange range : seen.accepted()) {
            for (long seq = range.from(); seq <= range.to(); seq++) {
                accepted.add(seq);
            }
        }
        long[] marks = injections.stream()
                .mapToLong(each -> each.before().getOrDefault(journal, 0L))
                .toArray();
        List<Witness.Destroyed> destroyed = seen.destroyed();
        for (long seq : accepted) {
            FaultTally line = lineOf(seq, marks);
            line.accepted++;
            Scan there = stored.get(seq);
            Scan here = held.get(seq);
            Optional<String> destroyer = there == null ? destroyer(seq, destroyed) : Optional.empty();
            if (destroyer.isPresent()) {
                line.destroyed++;
                destroyedBy.merge(destroyer.get(), 1L, Long::sum);
                // a file that was set aside may show it still, but no agent sends from there
                held.remove(seq);
            } else if (there == null) {
                line.lost++;
                find("lost: " + journal + " " + seq + (here == null ? ", also gone from the journal" : " " + here));
            } else {
                line.stored++;
                if (here != null && !here.equals(there)) {
                    line.altered++;
                    find("altered: " + journal + " " + seq + " is " + here + " in the journal and " + there
                            + " in the hub");
                }
            }
        }
        NavigableMap<Long, Scan> ever = new TreeMap<>(seen.destroyedInHub());
        ever.putAll(stored);
        everInHub.put(journal, ever);
        for (long seq : stored.keySet()) {
            if (!accepted.contains(seq)) {
                lineOf(seq, marks).altered++;
                find("from nowhere: " + journal + " " + seq + " is in the hub, and no journal had it");
            }
        }
        if (seen.wentBack()) {
            line(BEFORE).altered++;
            find("went back: " + journal + " had fewer scans on disk at a later look");
        }
    }

    /** Which fault destroyed the last copy of it. */
    private static Optional<String> destroyer(long seq, List<Witness.Destroyed> destroyed) {
        return destroyed.stream()
                .filter(each -> each.seqs().from() <= seq && seq <= each.seqs().to())
                .map(Witness.Destroyed::by)
                .reduce((earlier, later) -> later);
    }

    /** The same passage under two identities is on the timeline twice. */
    private void findRepeated() {
        record Passage(String portal, String epc, java.time.Instant at, java.time.Instant firstSeen) {}
        Map<Passage, String> first = new HashMap<>();
        ledger.forEach((journal, scans) -> {
            long[] marks = injections.stream()
                    .mapToLong(each -> each.before().getOrDefault(journal, 0L))
                    .toArray();
            scans.forEach((seq, scan) -> {
                String name = journal + " " + seq;
                String other =
                        first.putIfAbsent(new Passage(scan.portal(), scan.epc(), scan.at(), scan.firstSeen()), name);
                // depots have tags of the steady load in common
                boolean ofLoad = scan.portal().equals(AgentSite.LOAD_DOOR);
                if (other != null && (!ofLoad || other.startsWith(journal.toString()))) {
                    lineOf(seq, marks).doubled++;
                    find("doubled: " + name + " is the same passage as " + other);
                }
            });
        });
    }

    private void findOnTimelines(Path database) throws SQLException {
        long repeated = Databases.repeatedEvents(database);
        long missing = Databases.scansWithoutEvent(database);
        if (repeated > 0) {
            line(BEFORE).doubled += repeated;
            find("doubled: " + repeated + " scans have more than one event on a timeline");
        }
        if (missing > 0) {
            line(BEFORE).lost += missing;
            find("lost: " + missing + " scans of bound tags are on no timeline");
        }
    }

    private FaultTally lineOf(long seq, long[] marks) {
        int after = Arrays.binarySearch(marks, seq);
        // the number itself was there before the fault began; equal marks are faults without a scan between them
        int index = after >= 0 ? after - 1 : -after - 2;
        while (index >= 0 && marks[index] >= seq) {
            index--;
        }
        return line(index < 0 ? BEFORE : injections.get(index).fault());
    }

    private FaultTally line(String fault) {
        return lines.computeIfAbsent(fault, FaultTally::new);
    }

    private void find(String finding) {
        if (findings.size() < MOST_NAMED) {
            findings.add(finding);
        }
    }

    /** One for each fault, in the order of their first injection. */
    List<FaultTally> lines() {
        return List.copyOf(lines.values());
    }

    FaultTally total() {
        FaultTally total = new FaultTally("all");
        lines.values().forEach(total::add);
        return total;
    }

    /** What is wrong, the first {@value #MOST_NAMED}. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Every accepted scan of every journal that is still known, in order; at the moment that the hub took it for. */
    Map<UUID, NavigableMap<Long, Scan>> accepted() {
        Map<UUID, NavigableMap<Long, Scan>> all = new LinkedHashMap<>();
        ledger.forEach((journal, scans) -> all.put(journal, new TreeMap<>(scans)));
        journals.forEach((journal, scans) ->
                all.computeIfAbsent(journal, id -> new TreeMap<>()).putAll(scans));
        // a time that can not be is taken for that of its arrival, which another run can not repeat
        estimated.forEach((journal, times) -> times.forEach((seq, at) -> all.getOrDefault(journal, new TreeMap<>())
                .computeIfPresent(seq, (same, scan) -> StoredScans.at(scan, at))));
        return all;
    }

    /** How many scans are missing because a fault destroyed the only copy, by fault. */
    Map<String, Long> destroyedBy() {
        return new TreeMap<>(destroyedBy);
    }

    /** What is in the hub, and what was until a fault destroyed it together with the only copy. */
    Map<UUID, NavigableMap<Long, Scan>> everInHub() {
        return Map.copyOf(everInHub);
    }
}
