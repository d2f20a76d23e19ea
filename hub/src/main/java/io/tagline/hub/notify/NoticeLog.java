package io.tagline.hub.notify;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Where it is written down that somebody was told: in the transaction in which the notice counts as sent. */
@FunctionalInterface
public interface NoticeLog {

    void told(Tx tx, Notice notice, Instant at);

    /** Says to those who act on happenings that somebody was told; the notice itself is kept anyway. */
    static NoticeLog happenings() {
        return (tx, notice, at) -> Happenings.append(
                tx,
                Happening.of(
                        Kind.INTERACTION_RECORDED,
                        Optional.empty(),
                        Optional.of(notice.parcel()),
                        "notice:" + notice.id(),
                        "sent",
                        at));
    }
}
