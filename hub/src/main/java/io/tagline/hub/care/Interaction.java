package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was said to a customer, or by one.
 *
 * @param source the system that says so; with {@code sourceId}, its own number, the same again is the same one
 * @param agent who spoke for the post
 * @param summary at most 2,000 characters
 */
public record Interaction(
        String source,
        String sourceId,
        Channel channel,
        Direction direction,
        Optional<CustomerId> customer,
        Optional<ParcelId> parcel,
        Optional<UUID> caseId,
        Optional<String> agent,
        Instant at,
        Personal summary) {

    static final int LONGEST = 2_000;
    private static final int LONGEST_ID = 200;

    public Interaction {
        Texts.require("source", source, LONGEST_ID);
        Texts.require("sourceId", sourceId, LONGEST_ID);
        Texts.require("summary", summary.value(), LONGEST);
    }

    Interaction with(Optional<CustomerId> whose) {
        return new Interaction(source, sourceId, channel, direction, whose, parcel, caseId, agent, at, summary);
    }

    /** Which way it was said. */
    public enum Direction {
        /** By the customer. */
        IN,
        /** To the customer. */
        OUT;

        /** Stable word in the API and the store. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The direction of this code, or empty if there is none. */
        public static Optional<Direction> ofCode(String code) {
            return Arrays.stream(values()).filter(d -> d.code().equals(code)).findFirst();
        }
    }
}
