package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Peer;

/** A CRM, how to speak to it, and what goes there. Whoever made the peer closes it, after the engine. */
public record CrmConnection(
        CrmSetup setup, Peer peer, Mapping mapping, Introduction introduction, InboundSetup inbound) {
    public CrmConnection(CrmSetup setup, Peer peer, Mapping mapping) {
        this(setup, peer, mapping, Introduction::logIn, InboundSetup.NONE);
    }

    /** Whether what there is of a model, and what changes of it, can be read. */
    boolean reads(String model) {
        try {
            return peer.traits().pulls() && peer.traits(model).changes();
        } catch (IllegalArgumentException e) {
            // the mapping named it once
            return false;
        }
    }
}
