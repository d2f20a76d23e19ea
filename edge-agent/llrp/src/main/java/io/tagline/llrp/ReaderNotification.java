package io.tagline.llrp;

import java.util.List;

/**
 * A READER_EVENT_NOTIFICATION: what happened, and when on the reader's clock.
 *
 * @param time one time for all of it
 * @param events mostly one; in the order in which they came
 * @param unknownParameters TLVs skipped, since nobody knows their type
 */
public record ReaderNotification(ReaderTime time, List<ReaderEvent> events, int unknownParameters) {
    public ReaderNotification {
        events = List.copyOf(events);
    }

    public static ReaderNotification of(ReaderTime time, ReaderEvent... events) {
        return new ReaderNotification(time, List.of(events), 0);
    }

    /** Reads the body of a notification. */
    public static ReaderNotification decode(byte[] buffer, int offset, int length) throws LlrpBodyException {
        return new ReaderNotificationDecoder().decode(new LlrpParameters(buffer, offset, offset + length));
    }

    public static ReaderNotification decode(LlrpFrame frame) throws LlrpBodyException {
        return decode(frame.body(), 0, frame.body().length);
    }

    /** The notification as a reader sends it. */
    public LlrpFrame encode(int messageId) {
        return ReaderNotificationEncoder.encode(this, messageId);
    }
}
