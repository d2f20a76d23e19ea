package io.tagline.hub.intake;

import io.tagline.hub.intake.ParcelPipeline.Onto;
import io.tagline.hub.ledger.DeadLetter;
import io.tagline.hub.ledger.DeadLetterAct;
import io.tagline.hub.ledger.DeadLetterAct.Kind;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.ledger.ScanLedger;
import io.tagline.hub.ledger.ScanLedger.Appended;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where people look after dead letters: take them in again, or throw them away. Safe for any thread. */
public final class DeadLetterDesk {
    private final Transactions transactions;
    private final ParcelPipeline pipeline;
    private final LiveUpdates live;
    private final InstantSource clock;

    public DeadLetterDesk(Transactions transactions, ParcelPipeline pipeline, LiveUpdates live, InstantSource clock) {
        this.transactions = transactions;
        this.pipeline = pipeline;
        this.live = live;
        this.clock = clock;
    }

    /** Letters and how many there are. */
    public record Page(List<DeadLetter> letters, DeadLetters.Sums sums, List<DeadLetterAct> acts) {}

    /** One letter and what was done with it, newest first. */
    public record Opened(DeadLetter letter, List<DeadLetterAct> acts) {}

    /** What became of a letter that was taken in again. */
    public enum Outcome {
        /** Its scans are in the ledger, each once; the letter is gone. */
        TAKEN,
        /** All or part of it is refused again; the letter stays, with the reason. What is good of it is in the ledger. */
        REFUSED,
        /** It can't be taken in by anyone: no scans message, or only the beginning of one. */
        NOT_POSSIBLE
    }

    /**
     * What became of it.
     *
     * @param fresh scans that were not in the ledger before
     * @param detail one line for people
     */
    public record Resubmitted(Outcome outcome, int fresh, String detail) {}

    private record Done(Resubmitted result, Set<ParcelId> moved) {}

    /** Letters, newest first, those before a given one if one is given; and the newest acts. */
    public Page page(Optional<UUID> before, int most) {
        return transactions.read(tx -> new Page(
                before.map(letter -> DeadLetters.before(tx, letter, most))
                        .orElseGet(() -> DeadLetters.newest(tx, most)),
                DeadLetters.sums(tx),
                DeadLetters.acts(tx, most)));
    }

    /** One letter with its whole body. */
    public Optional<Opened> open(UUID letter) {
        return transactions.read(
                tx -> DeadLetters.find(tx, letter).map(found -> new Opened(found, DeadLetters.acts(tx, letter, 20))));
    }

    /**
     * Takes the scans of a letter in, as if they had just come; those that are in the ledger are left alone. Empty if there is no
     * such letter.
     *
     * @param who user or key, for the record
     * @throws StoreUnavailableException if the database is away; then nothing has happened
     */
    public Optional<Resubmitted> resubmit(UUID letter, String who) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Done> done = transactions.write(tx -> {
            // before the letter, as intake does it
            tx.holdTags();
            return DeadLetters.own(tx, letter).map(found -> resubmit(tx, found, who, now));
        });
        done.ifPresent(result -> live.tell(result.moved()));
        return done.map(Done::result);
    }

    /** Throws a letter away; false if there is no such letter. */
    public boolean discard(UUID letter, String who) {
        Instant now = clock.instant();
        return transactions.write(tx -> {
            Optional<DeadLetter> found = DeadLetters.own(tx, letter);
            found.ifPresent(kept -> DeadLetters.settle(tx, kept, Kind.DISCARDED, who, "thrown away", now));
            return found.isPresent();
        });
    }

    private Done resubmit(Tx tx, DeadLetter letter, String who, Instant now) {
        Optional<Topics.Parsed> topic =
                Topics.parse(letter.message().topic()).filter(parsed -> parsed.kind() == Topics.Kind.SCANS);
        if (topic.isEmpty()) {
            return notPossible("topic \"" + letter.message().topic()
                    + "\": expected a scans message; an agent says its health and status anew by itself");
        }
        if (!letter.whole()) {
            return notPossible("body of " + letter.bytes() + " bytes, of which "
                    + letter.message().body().bytes().length + " were kept: expected a whole one");
        }
        try {
            var content = WireCodec.decodeScans(Payload.received(
                    letter.message().body().bytes(), letter.message().encoding()));
            return take(
                    tx, letter, new ScanMessage(letter.message(), topic.get().from(), content), who, now);
        } catch (WireFormatException e) {
            String reason = String.valueOf(e.getMessage());
            DeadLetters.refuseAgain(tx, letter, who, reason, now);
            return new Done(new Resubmitted(Outcome.REFUSED, 0, reason), Set.of());
        }
    }

    private Done take(Tx tx, DeadLetter letter, ScanMessage message, String who, Instant now) {
        UUID journal = message.content().journal();
        Journals.touchQuietly(tx, journal, message.from(), now);
        // what its clock said is judged by when it came, not by now
        List<Sighting> sightings = message.sightings(letter.at());
        Appended appended = ScanLedger.append(tx, sightings, now);
        List<Sighting> fresh = new ArrayList<>(appended.fresh());
        // nobody can tell any more which scan has a right to the number: each gets onto its timeline under one of its
        // own
        List<Sighting> renamed = appended.reused().stream().map(OwnNumber::of).toList();
        fresh.addAll(ScanLedger.append(tx, renamed, now).fresh());
        Onto onto = pipeline.putOnTimelines(tx, fresh, now);
        Journals.cover(tx, journal, message.brings());
        String detail = fresh.size() + " of " + sightings.size() + " scans were new";
        Set<ParcelId> moved = new HashSet<>(onto.moved());
        if (message.content().refused().isEmpty()) {
            DeadLetters.settle(tx, letter, Kind.RESUBMITTED, who, detail, now);
            return new Done(new Resubmitted(Outcome.TAKEN, fresh.size(), detail), moved);
        }
        String reason = RefusedScans.reason(message.content().refused());
        DeadLetters.refuseAgain(tx, letter, who, reason, now);
        return new Done(new Resubmitted(Outcome.REFUSED, fresh.size(), reason), moved);
    }

    private static Done notPossible(String why) {
        return new Done(new Resubmitted(Outcome.NOT_POSSIBLE, 0, why), Set.of());
    }
}
