package io.tagline.hub.web;

import io.tagline.hub.tracking.ParcelId;
import java.util.List;
import java.util.Optional;

/** Takes in what customers report of a parcel. Where there is no bean of it, pages say that it is not set up. */
interface ProblemReports {

    /** What can be wrong, by the codes of forms and texts. */
    List<String> KINDS = List.of("not_received", "damaged", "incomplete", "wrong_address", "other");

    /**
     * Opens a case.
     *
     * @param kind one of {@link #KINDS}
     * @param replyTo an e-mail address
     * @return the number that the customer can ask for it by
     */
    String report(ParcelId parcel, String kind, String text, Optional<String> replyTo);
}
