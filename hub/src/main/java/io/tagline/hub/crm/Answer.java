package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import java.util.List;

/** What came of an {@link Errand}. */
sealed interface Answer {
    Errand errand();

    /** @param outcomes for each operation, in their order */
    record Written(Errand errand, List<Outcome> outcomes) implements Answer {}

    record Seen(Errand errand, List<Found> found) implements Answer {}

    /** We are let in. */
    record LoggedIn(Errand errand) implements Answer {}

    record Failed(Errand errand, PeerException why) implements Answer {}

    /** A fault of ours, or of the connector. */
    record Broken(Errand errand, RuntimeException why) implements Answer {}
}
