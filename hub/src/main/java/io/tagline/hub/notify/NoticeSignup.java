package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.tracking.ParcelId;
import java.util.Locale;

/**
 * Somebody typed in an address on a parcel's page; whether it was its owner is not known yet.
 *
 * @param token of the link in the message that asks
 * @param attempts how often that message was tried
 */
record NoticeSignup(Personal token, Personal address, ParcelId parcel, Locale language, int attempts) {}
