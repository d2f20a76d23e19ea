package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerException;

/** What is found out of a CRM before anything is sent, and again after it has refused us: who we are there, and whether we fit. */
@FunctionalInterface
public interface Introduction {
    /**
     * Asks what has to be known, and writes nothing.
     *
     * @throws PeerException if nothing may be sent, saying why
     */
    void meet(Peer peer) throws PeerException;

    /** Logs in, no more. */
    static void logIn(Peer peer) throws PeerException {
        String unused = peer.check();
    }
}
