package io.tagline.hub.web;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.tracking.ParcelId;
import java.util.Locale;
import java.util.Optional;

/** Takes in who wants to be told of a parcel. Where there is no bean of it, pages say that notices are not set up. */
interface NoticeSignups {

    /** Whether somebody can be told by e-mail. */
    boolean takesEmail();

    /**
     * Asks the owner of the address whether they want it, and from then on tells them.
     *
     * @return false if too many were asked for this parcel
     */
    boolean ask(ParcelId parcel, String email, Locale language);

    /** What browsers subscribe with, in base64url; empty where browsers are not told. */
    Optional<String> pushKey();

    /**
     * Tells a browser from now on.
     *
     * @return false if it is none, or too many follow this parcel
     */
    boolean subscribe(ParcelId parcel, Subscription browser, Locale language);

    /** A browser's push subscription, as the page's script has it: URL, public key and secret of it, the latter in base64url. */
    record Subscription(Personal endpoint, Personal key, Personal auth) {}
}
