package io.tagline.hub.intake;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.MessageBody;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The spine of the hub: what happens to scans from the wire to the committed timeline. Keeps nothing between batches, so it may be
 * called from several threads and in several hubs on one database; what it is given twice it takes once.
 */
public final class ParcelPipeline {
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
     * out.
     *
     * @throws StoreUnavailableException if the database is away; nothing has been taken, and the same call may succeed later
     */
    public List<AgentReceipt> accept(List<ScanMessage> messages) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Batch batch = new Batch(messages, now);
        Taken taken = transactions.write(tx -> {
            tx.holdTags();
            batch.journals().forEach((journal, agent) -> Journals.touch(tx, journal, agent, now));
            List<Sighting> fresh = ScanLedger.append(tx, batch.sightings(), now);
            List<Carried> carried = TagBindings.parcelsCarrying(tx, fresh);
            Set<ParcelId> moved = Timelines.record(tx, interpreted(carried, now));
            int letters = keepRefused(tx, batch, now);
            batch.seqs().forEach((journal, seqs) -> Journals.cover(tx, journal, seqs));
            return new Taken(fresh.size(), carried.size(), letters, moved);
        });
        live.tell(taken.moved());
        meters.taken(batch, taken);
        return batch.receipts();
    }

    /**
     * Keeps a message that can't be taken where a person can look at it.
     *
     * @throws StoreUnavailableException if the database is away
     */
    void refuse(String topic, MessageBody body, String reason) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            DeadLetters.keep(tx, new DeadLetters.DeadLetter(now, topic, reason, body));
            return true;
        });
        meters.deadLetters(1);
    }

    /** As above, and what the message brings counts as dealt with: sent again it would fail again. */
    List<AgentReceipt> refuse(ScanMessage message, String reason) {
        Instant now = clock.instant();
        Batch batch = new Batch(List.of(message), now);
        transactions.write(tx -> {
            batch.journals().forEach((journal, agent) -> Journals.touch(tx, journal, agent, now));
            DeadLetters.keep(tx, new DeadLetters.DeadLetter(now, message.topic(), reason, message.body()));
            batch.seqs().forEach((journal, seqs) -> Journals.cover(tx, journal, seqs));
            return true;
        });
        meters.deadLetters(1);
        return batch.receipts();
    }

    private List<TrackingEvent> interpreted(List<Carried> carried, Instant now) {
        List<TrackingEvent> events = new ArrayList<>(carried.size());
        for (Carried scan : carried) {
            events.add(tracker.interpret(scan.sighting(), scan.parcel(), now));
        }
        return events;
    }

    /** A refused scan that comes again, since its receipt got lost, is not kept again. */
    private static int keepRefused(Tx tx, Batch batch, Instant now) {
        int letters = 0;
        for (ScanMessage message : batch.messages()) {
            List<String> reasons = message.content().refused().stream()
                    .filter(refused -> refused.seq().isEmpty()
                            || !Journals.covers(
                                    tx,
                                    message.content().journal(),
                                    refused.seq().getAsLong()))
                    .map(refused -> "scan " + refused.index() + ": " + refused.reason())
                    .toList();
            if (!reasons.isEmpty()) {
                String reason = String.join("; ", reasons);
                DeadLetters.keep(tx, new DeadLetters.DeadLetter(now, message.topic(), reason, message.body()));
                letters++;
            }
        }
        return letters;
    }

    /** What a transaction did: how many scans were new, how many of those found a parcel. */
    record Taken(int fresh, int carried, int letters, Set<ParcelId> moved) {}
}
