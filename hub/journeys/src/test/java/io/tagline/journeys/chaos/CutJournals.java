package io.tagline.journeys.chaos;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalException;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.journal.SeqSet;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.journeys.chaos.RecordingBroker.Arrival;
import io.tagline.journeys.chaos.TracedAgent.Evidence;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.SeqRange;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** Holds what an agent had published against the journal that a power cut leaves of it (law 1). */
final class CutJournals {
    private static final int MOST_SCANS = 1_000_000;

    private final Evidence evidence;
    private final SplittableRandom random;
    private long scansHeld;
    private int salvaged;

    CutJournals(Evidence evidence, SplittableRandom random) {
        this.evidence = evidence;
        this.random = random;
    }

    /** Scans that had been published before a cut, over all cuts looked at. */
    long scansHeld() {
        return scansHeld;
    }

    /** Cuts after which the journal took its files for damaged: a false alarm, harmless as long as every scan is found. */
    int salvaged() {
        return salvaged;
    }

    /** A moment of the run: any, or just when a message had arrived, which is when law 1 binds hardest. */
    long drawMoment() {
        List<Arrival> arrivals = evidence.arrivals();
        if (random.nextBoolean()) {
            return arrivals.get(random.nextInt(arrivals.size())).micros();
        }
        long first = evidence.acts().get(0).began();
        long last = arrivals.get(arrivals.size() - 1).micros();
        return random.nextLong(first, last + 1);
    }

    /**
     * Cuts the power and opens what is left, as the agent would at its next start.
     *
     * @param into an empty folder
     * @return what is wrong, a line each; empty when all is well
     */
    List<String> lostAt(long moment, Path into) throws IOException, JournalException {
        PowerCut.rebuild(evidence.acts(), evidence.journalFolder(), moment, random.split(), into);
        keepPlace(into);
        List<String> wrong = new ArrayList<>();
        Ticker ticker = Ticker.system();
        var clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.none());
        var settings = new JournalSettings(into, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED);
        try (Journal journal = Journal.open(settings, clock, ticker, new Counters(), new Pulses(ticker))) {
            List<Arrival> published = evidence.arrivals().stream()
                    .filter(arrival -> arrival.micros() <= moment)
                    .toList();
            if (!published.isEmpty()) {
                compare(published, everyScanOf(journal, published.get(0).journal()), wrong);
            }
        }
        salvaged += Files.exists(into.resolve("journal.damaged-1.db")) ? 1 : 0;
        return wrong;
    }

    /** A journal knows its file by the number that the file system gives it, which a power cut leaves as it is. */
    private void keepPlace(Path into) throws IOException {
        Path rebuilt = into.resolve("journal.db");
        if (Files.exists(rebuilt)) {
            byte[] bytes = Files.readAllBytes(rebuilt);
            Files.delete(rebuilt);
            Files.createLink(rebuilt, evidence.journalFolder().resolve("journal.db"));
            Files.write(rebuilt, bytes);
        }
    }

    private void compare(List<Arrival> published, Map<Long, Scan> kept, List<String> wrong) {
        for (Arrival arrival : published) {
            for (Scan scan : arrival.scans()) {
                scansHeld++;
                if (!scan.equals(kept.get(scan.seq()))) {
                    wrong.add("scan " + scan.seq() + " of " + arrival.journal() + " was published as " + scan
                            + " and is " + kept.get(scan.seq()));
                }
            }
        }
    }

    /**
     * Those with a receipt as well, since the hub asks for all again; as they would be published. They are found by the name under which
     * they were published, whatever new one the journal has taken since.
     */
    private static Map<Long, Scan> everyScanOf(Journal journal, UUID id) {
        Map<Long, Scan> scans = new HashMap<>();
        if (journal.lastSeq() > 0) {
            journal.receipt(new Receipt(id, List.of(), List.of(new SeqRange(1, journal.lastSeq()))));
            List<Scan> kept = journal.pending(SeqSet.EMPTY, MOST_SCANS);
            for (int from = 0; from < kept.size(); from += ScanBatch.MOST) {
                var batch = new ScanBatch(id, kept.subList(from, Math.min(kept.size(), from + ScanBatch.MOST)));
                for (Scan scan : published(batch)) {
                    scans.put(scan.seq(), scan);
                }
            }
        }
        return scans;
    }

    private static List<Scan> published(ScanBatch batch) {
        try {
            return WireCodec.decodeScans(WireCodec.encode(batch)).scans();
        } catch (WireFormatException e) {
            throw new IllegalStateException("what was encoded can not be decoded", e);
        }
    }
}
