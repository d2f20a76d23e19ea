package io.tagline.hub.notify;

/**
 * A notice that goes now, and what it says.
 *
 * @param milestone what is so now, which may be another than the notice was made for
 * @param told the same in the form that is compared: milestone and day
 * @param text as it is said where it is told alone
 */
record Item(Notice notice, ParcelNow parcel, Milestone milestone, String told, NoticeText text) {}
