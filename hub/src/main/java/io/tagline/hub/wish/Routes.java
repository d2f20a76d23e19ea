package io.tagline.hub.wish;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.util.List;

/** Which way a parcel should go, for whoever keeps wishes. */
@FunctionalInterface
public interface Routes {
    /**
     * The sites that it should pass, in order; none where nobody has said so.
     *
     * @param first the site that it was seen at first
     */
    List<String> of(Tx tx, ParcelId parcel, String first);
}
