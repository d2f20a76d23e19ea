package io.tagline.hub.care;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;

/**
 * What somebody wants, as it comes in.
 *
 * @param source where it comes from, with {@code reference} its number there: the same again is the same case
 * @param channel by which it came
 * @param customer the parcel's, if empty
 * @param replyTo the mail address to answer to
 * @param claimed only of a claim
 */
public record CaseOpening(
        String source,
        String reference,
        CaseKind kind,
        Channel channel,
        String subject,
        String text,
        Optional<CustomerId> customer,
        Optional<ParcelId> parcel,
        Optional<String> site,
        Optional<String> replyTo,
        Optional<Money> claimed) {

    static final int LONGEST_SUBJECT = 200;
    static final int LONGEST_TEXT = 20_000;

    public CaseOpening {
        Texts.require("subject", subject, LONGEST_SUBJECT);
        Texts.require("text", text, LONGEST_TEXT);
        if (claimed.isPresent() && kind != CaseKind.CLAIM) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG,
                    "claimed",
                    "an amount with a " + kind.code() + ": expected one with a claim only");
        }
    }
}
