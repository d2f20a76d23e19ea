package io.tagline.hub.notify;

import io.tagline.hub.care.Interaction;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Where it is written down that somebody was told: in the transaction in which the notice counts as sent. */
@FunctionalInterface
public interface NoticeLog {

    /**
     * Somebody was told.
     *
     * @param text what was said of this parcel, whether alone or with others
     */
    void told(Tx tx, Notice notice, NoticeText text, Instant at);

    /** On the line of what was said to customers and by them: the parcel's, and the customer's whose contact point it was. */
    static NoticeLog interactions() {
        return (tx, notice, text, at) -> {
            boolean unused = Interactions.record(
                    tx,
                    new Interaction(
                            "notify",
                            notice.id().toString(),
                            channel(notice.channel()),
                            Interaction.Direction.OUT,
                            notice.customer(),
                            Optional.of(notice.parcel()),
                            Optional.empty(),
                            Optional.empty(),
                            at,
                            new Personal(text.body())));
        };
    }

    private static io.tagline.hub.care.Channel channel(Channel channel) {
        return switch (channel) {
            case EMAIL -> io.tagline.hub.care.Channel.EMAIL;
            case PUSH -> io.tagline.hub.care.Channel.PUSH;
            case WEBHOOK -> io.tagline.hub.care.Channel.WEBHOOK;
        };
    }
}
