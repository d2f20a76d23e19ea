package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;

/** What a person can do about a CRM that doesn't answer as it should. */
final class Remedy {
    private Remedy() {}

    /** In a word or three, what is wrong. */
    static String what(PeerException problem) {
        if (problem instanceof PeerClosedException closed) {
            return switch (closed.why()) {
                case CREDENTIALS -> "not let in";
                case RIGHTS -> "not allowed";
                case SCHEMA -> "not as the mapping has it";
                case REQUEST -> "refused";
            };
        }
        return problem instanceof PeerBusyException ? "too busy" : "not there";
    }

    /** What to do. */
    static String of(PeerException problem) {
        if (problem instanceof PeerClosedException closed) {
            return switch (closed.why()) {
                case CREDENTIALS ->
                    "look at the login, password or key in the settings, and at the hub's user in the CRM";
                case RIGHTS -> "grant it to the hub's user in the CRM";
                case SCHEMA -> "create what is missing there, or map something else";
                case REQUEST -> "look at url, and at what else the settings name there";
            };
        }
        if (problem instanceof PeerBusyException) {
            return "try again later; if that lasts, ask for a higher limit there";
        }
        return problem instanceof PeerAwayException
                ? "see that the CRM runs, that url is its address, and that this machine may reach it"
                : "try again; if that lasts, look at the way there";
    }
}
