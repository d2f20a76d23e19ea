package io.tagline.hub.intake;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.DeadLetters.Kept;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.ScanLedger;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.Carried;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Sighting;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spine of the hub: what happens to scans from the wire to the committed timeline. Keeps nothing between batches, so it may be
 * called from several threads and in several hubs on one database; what it is given twice it takes once.
 */
public final class ParcelPipeline {
    private static final Logger log = LoggerFactory.getLogger(ParcelPipeline.class);

    private final Transactions transactions;
    private final Tracker tracker;
    private final LiveUpdates live;
    private final IntakeMeters meters;
    private final InstantSource clock;

    public ParcelPipeline(
            Transactions transactions, Tracker tracker, LiveUpdates live, IntakeMeters meters, InstantSource clock) {
        this.transactions = transactions;
        this.tracker = tracker;
        this.live = live;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes messages to the timeline, all of them in one transaction. When it returns they are committed, and the receipts may go
     * out. What could be neither taken nor kept as a dead letter is in no receipt, so that its agent keeps it.
     *
     * @throws StoreUnavailableException if the database is away; nothing has been taken, and the same call may succeed later
     */
    public List<AgentReceipt> accept(List<ScanMessage> messages) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Batch batch = new Batch(messages, now);
        Taken taken = transactions.write(tx -> {
            tx.holdTags();
            batch.numbers().forEach((source, seqs) -> Journals.touch(tx, source.journal(), source.agent(), now));
            ScanLedger.Appended appended = ScanLedger.append(tx, batch.sightings(), now);
            Onto onto = putOnTimelines(tx, appended.fresh(), now);
            ReusedNumbers reused = ReusedNumbers.in(batch.messages(), appended.reused(), now);
            JournalNumbers leftOut = new JournalNumbers();
            List<Kept> letters = new ArrayList<>(RefusedScans.keep(tx, batch.messages(), leftOut, now));
            letters.addAll(reused.keep(tx, leftOut, now));
            JournalNumbers dealtWith = batch.numbers().without(leftOut);
            dealtWith.forEach((source, seqs) -> Journals.cover(tx, source.journal(), seqs));
            List<AgentReceipt> receipts = new ArrayList<>(dealtWith.receipts());
            receipts.addAll(reused.receipts(tx));
            return new Taken(appended, onto, letters, receipts);
        });
        live.tell(taken.onto().moved());
        meters.taken(batch, taken);
        return taken.receipts();
    }

    /**
     * Keeps messages that can't be taken where a person can look at them. Where the scans in one can be told, they count as dealt
     * with once it is kept: sent again it would fail again, and the agent's journal would wait for it for ever.
     *
     * @throws StoreUnavailableException if the database is away
     */
    List<AgentReceipt> refuse(List<Refusal> refusals) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Refused refused = transactions.write(tx -> {
            List<Kept> letters = new ArrayList<>();
            JournalNumbers numbers = new JournalNumbers();
            for (Refusal refusal : refusals) {
                Kept kept = DeadLetters.keep(tx, refusal.raw(), refusal.reason(), now);
                letters.add(kept);
                boolean whole = refusal.raw().body().bytes().length <= DeadLetters.MOST_BYTES_OF_ONE;
                if (whole && kept != Kept.NO_ROOM) {
                    refusal.numbers()
                            .ifPresent(found -> numbers.add(
                                    found.seqs().journal(),
                                    found.agent(),
                                    found.seqs().seqs().stream()
                                            .map(seq -> new SeqRange(seq, seq))
                                            .toList()));
                }
            }
            numbers.forEach((source, seqs) -> {
                Journals.touch(tx, source.journal(), source.agent(), now);
                Journals.cover(tx, source.journal(), seqs);
            });
            return new Refused(letters, numbers.receipts());
        });
        meters.deadLetters(refused.letters());
        for (int i = 0; i < refusals.size(); i++) {
            // a buggy agent sends the same for hours
            if (refused.letters().get(i) == Kept.NEW) {
                log.atWarn()
                        .addKeyValue("topic", refusals.get(i).raw().topic())
                        .addKeyValue("reason", refusals.get(i).reason())
                        .log("message refused");
            }
        }
        return refused.receipts();
    }

    /** Puts scans that are new in the ledger on the timelines of their parcels. The caller holds the tags. */
    Onto putOnTimelines(Tx tx, List<Sighting> fresh, Instant now) {
        List<Carried> carried = TagBindings.parcelsCarrying(tx, fresh);
        return new Onto(carried.size(), Timelines.record(tx, interpreted(carried, now)));
    }

    private List<TrackingEvent> interpreted(List<Carried> carried, Instant now) {
        List<TrackingEvent> events = new ArrayList<>(carried.size());
        for (Carried scan : carried) {
            events.add(tracker.interpret(scan.sighting(), scan.parcel(), now));
        }
        return events;
    }

    /** How many scans found a parcel, and the parcels that got something new. */
    record Onto(int carried, Set<ParcelId> moved) {}

    /** What a transaction did, and the receipts for what is kept of it, in one way or the other. */
    record Taken(ScanLedger.Appended appended, Onto onto, List<Kept> letters, List<AgentReceipt> receipts) {}

    private record Refused(List<Kept> letters, List<AgentReceipt> receipts) {}
}
