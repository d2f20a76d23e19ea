package io.tagline.hub.notify;

import java.util.Arrays;
import java.util.Locale;

/** Where a notice is. Each but the first two is an end. */
public enum NoticeState {
    /** Awaits its time; ends when a sender takes it, or something newer of the parcel comes. */
    WAITING,
    /** A sender has it; ends with what came of it, or when that sender is taken for dead. */
    SENDING,
    /** The next system has taken it over. */
    SENT,
    /** Was taken over, and came back. */
    BOUNCED,
    /** Something newer is told in its place. */
    SUPERSEDED,
    /** It is not so any more, or was told before. */
    OVERTAKEN,
    /** Nobody is there to be told: unsubscribed, bounced before, erased. */
    STOPPED,
    /** Refused, or tried often enough. */
    FAILED,
    /** Too old to be told. */
    EXPIRED;

    /** Stable word in the store and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NoticeState ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "notice in state \"" + code + "\": expected one that this hub knows"));
    }
}
