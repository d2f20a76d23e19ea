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
import java.util.stream.Stream;

/** Holds what an agent had published against the journal that a power cut leaves of it (law 1). */
final class CutJournals {
    private static final int MOST_SCANS = 1_000_000;

    private final Evidence evidence;
    private final SplittableRandom random;
    private long scansHeld;

    CutJournals(Evidence evidence, SplittableRandom random) {
        this.evidence = evidence;
        this.random = random;
    }

    /** Scans that had been published before a cut, over all cuts looked at. */
    long scansHeld() {
        return scansHeld;
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
        List<String> wrong = new ArrayList<>();
        Ticker ticker = Ticker.system();
        var clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.none());
        var settings = new JournalSettings(into, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED);
        try (Journal journal = Journal.open(settings, clock, ticker, new Counters(), new Pulses(ticker))) {
            Map<Long, Scan> kept = everyScanOf(journal);
            for (Arrival arrival : evidence.arrivals()) {
                if (arrival.micros() <= moment) {
                    compare(journal, kept, arrival, wrong);
                }
            }
        }
        try (Stream<Path> files = Files.list(into)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("damaged"))
                    .forEach(name -> wrong.add("the journal had to be salvaged: " + name));
        }
        return wrong;
    }

    private void compare(Journal journal, Map<Long, Scan> kept, Arrival arrival, List<String> wrong) {
        if (!journal.id().equals(arrival.journal())) {
            wrong.add("journal " + journal.id() + " is not " + arrival.journal() + ", which had published");
            return;
        }
        for (Scan published : arrival.scans()) {
            scansHeld++;
            if (!published.equals(kept.get(published.seq()))) {
                wrong.add("scan " + published.seq() + " was published as " + published + " and is "
                        + kept.get(published.seq()));
            }
        }
    }

    /** Those with a receipt as well, since the hub asks for all again; as they would be published. */
    private static Map<Long, Scan> everyScanOf(Journal journal) {
        Map<Long, Scan> scans = new HashMap<>();
        if (journal.lastSeq() > 0) {
            journal.receipt(new Receipt(journal.id(), List.of(), List.of(new SeqRange(1, journal.lastSeq()))));
            List<Scan> kept = journal.pending(SeqSet.EMPTY, MOST_SCANS);
            for (int from = 0; from < kept.size(); from += ScanBatch.MOST) {
                var batch =
                        new ScanBatch(journal.id(), kept.subList(from, Math.min(kept.size(), from + ScanBatch.MOST)));
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
