package io.tagline.hub.notify;

import java.util.Optional;

/**
 * A notice that goes now, and what it says.
 *
 * @param milestone what is so now, which may be another than the notice was made for
 * @param undone what was told before and was not so
 * @param told the same in the form that is kept and compared
 * @param text as it is said where it is told alone
 */
record Item(
        Notice notice, ParcelNow parcel, Milestone milestone, Optional<Milestone> undone, Told told, NoticeText text) {}
