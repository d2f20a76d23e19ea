package io.tagline.hub.web;

import io.tagline.hub.tracking.ParcelId;
import java.util.Locale;

/** Takes in who wants to be told of a parcel. Where there is no bean of it, pages say that notices are not set up. */
interface NoticeSignups {

    /** Asks the owner of the address whether they want it, and from then on tells them. */
    void ask(ParcelId parcel, String email, Locale language);
}
