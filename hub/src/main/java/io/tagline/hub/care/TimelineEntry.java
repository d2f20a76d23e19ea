package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.promise.Promise;
import io.tagline.hub.timeline.EventView;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One line of a customer's timeline, whatever it came from. */
public sealed interface TimelineEntry {

    /** What a line came from. */
    enum Kind {
        TRACKING,
        PROMISE,
        NOTICE,
        INTERACTION,
        CASE;

        /** Stable word in the API and in cursors. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind kind();

    /** When it happened. */
    Instant at();

    /** What tells it apart from others of its kind, with {@link #seq}. */
    UUID id();

    /** Its number among those of the same id; 0 where there is but one. */
    default int seq() {
        return 0;
    }

    /** The parcel that it is about. */
    Optional<String> trackingNumber();

    /** Something that happened to a parcel, staff's lines and those that were undone among them. */
    record Tracked(String number, EventView event) implements TimelineEntry {
        @Override
        public Kind kind() {
            return Kind.TRACKING;
        }

        @Override
        public Instant at() {
            return event.occurredAt();
        }

        @Override
        public UUID id() {
            return event.id();
        }

        @Override
        public Optional<String> trackingNumber() {
            return Optional.of(number);
        }
    }

    /**
     * A promise or a change to it.
     *
     * @param id of the parcel
     * @param seq 1 for the first promise
     */
    record Promised(UUID id, int seq, String number, Promise promise) implements TimelineEntry {
        @Override
        public Kind kind() {
            return Kind.PROMISE;
        }

        @Override
        public Instant at() {
            return promise.computedAt();
        }

        @Override
        public Optional<String> trackingNumber() {
            return Optional.of(number);
        }
    }

    /**
     * A notice that went out, or that was to.
     *
     * @param channel email, push or webhook
     * @param milestone that it told of, by its code
     * @param state what became of it, by its code: sent, bounced, failed
     * @param subject its words; empty once its owner was erased
     * @param reason why it did not get there
     */
    record Told(
            UUID id,
            Instant at,
            String number,
            Channel channel,
            String milestone,
            String state,
            Optional<Personal> subject,
            Optional<String> reason)
            implements TimelineEntry {
        @Override
        public Kind kind() {
            return Kind.NOTICE;
        }

        @Override
        public Optional<String> trackingNumber() {
            return Optional.of(number);
        }
    }

    /**
     * Something that was said.
     *
     * @param caseNumber of the case that it was said on
     * @param agent who spoke for the post
     * @param summary empty for who may not read it ({@code case.text})
     */
    record Said(
            UUID id,
            Instant at,
            Optional<String> trackingNumber,
            Optional<String> caseNumber,
            Channel channel,
            Interaction.Direction direction,
            Optional<String> agent,
            Optional<Personal> summary)
            implements TimelineEntry {
        @Override
        public Kind kind() {
            return Kind.INTERACTION;
        }
    }

    /**
     * Something that became of a case.
     *
     * @param id of the case
     * @param channel by which it came, of the first step
     * @param subject empty for who may not read it ({@code case.text})
     * @param who did it; {@code staff} for who may not know ({@code claim.approval})
     * @param change in a word: {@code opened}, {@code state:resolved}, {@code escalated:response_near}, {@code approved} ..., with the
     *     amount for who may know it ({@code claim.amount})
     * @param note empty for who may not read it
     */
    record CaseStep(
            UUID id,
            int seq,
            Instant at,
            Optional<String> trackingNumber,
            String caseNumber,
            CaseKind caseKind,
            Optional<Channel> channel,
            Optional<Personal> subject,
            String who,
            String change,
            Optional<Personal> note)
            implements TimelineEntry {
        @Override
        public Kind kind() {
            return Kind.CASE;
        }
    }
}
