package io.tagline.hub.crm.fake.http;

/** A way in which a CRM misbehaves. Each was seen on a real one, or stands in a product's documents. */
public enum Quirk {
    /** The write is done, and the connection ends before the answer. */
    LOST_REPLY,
    /** The connection ends, and the write is done a while later. */
    LATE_COMMIT,
    /** The connection ends, and nothing is done. */
    LOST_REQUEST,
    /** The answer ends in the middle. */
    CUT_REPLY,
    /** The answer takes long. */
    SLOW,
    /** Too many requests, in the product's words; nothing is done. */
    THROTTLED,
    /** It can't work just now and says so itself; nothing is done. */
    UNAVAILABLE,
    /** The write is done, and a gateway answers that it got no answer. */
    GATEWAY,
    /** All sessions end; this request is refused. */
    TOKEN_EXPIRED,
    /** Half of a batch can't be written just now. */
    LOCKED_ROWS,
    /** A key that was written a moment ago is refused as a duplicate: two upserts at once. */
    RACED_KEY,
    /** Records of the last moment aren't found by searching: the index lags. */
    STALE_SEARCH,
    /** A list has fewer records on a page than were asked for. */
    SHORT_PAGES,
    /** An empty list is HTTP 404. */
    EMPTY_IS_404,
    /** A value that is refused for good is HTTP 500. */
    REFUSAL_IS_500,
    /** A record that was never edited has no time of change. */
    NULL_STAMP,
    /** Each write leaves a "modified" entry on a timeline. */
    MODIFIED_ENTRY
}
