package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import java.util.List;

/** What came of an {@link Errand}. */
sealed interface Answer {
    Errand errand();

    /**
     * The CRM took it, and said of each write what became of it.
     *
     * @param outcomes in the order of the operations
     */
    record Written(Errand errand, List<Outcome> outcomes) implements Answer {}

    /** The CRM said what it has. */
    record Seen(Errand errand, List<Found> found) implements Answer {}

    /** We are let in. */
    record LoggedIn(Errand errand) implements Answer {}

    /** The whole request failed. */
    record Failed(Errand errand, PeerException why) implements Answer {}

    /** A fault of ours, or of the connector. */
    record Broken(Errand errand, RuntimeException why) implements Answer {}
}
