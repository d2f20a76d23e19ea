package io.tagline.llrp.link;

import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderCapabilities;

/**
 * Takes what a reader sends. All calls come on the link's own thread, one after the other. A listener whose queue is full blocks;
 * then the socket is not read, TCP fills up, and the reader buffers. An exception other than interruption is a bug and ends the
 * thread.
 */
public interface ReaderListener {
    /**
     * A report of tags, to be read before returning: the cursor is used again for the next one.
     *
     * @param tickNanos elapsed time at which its frame was complete
     */
    void onReport(TagReportCursor report, long tickNanos) throws InterruptedException;

    /**
     * Something that the reader said of itself. On every connection the first is a {@link ReaderEvent.ConnectionAttempt}: its reader
     * time and tick are the first measure of the reader's clock.
     *
     * @param at the reader's clock
     * @param tickNanos elapsed time at which the frame was complete
     */
    default void onEvent(ReaderEvent event, ReaderTime at, long tickNanos) throws InterruptedException {}

    /** What the reader says it is, on every connection before its first report. */
    default void onCapabilities(ReaderCapabilities capabilities) {}

    /** A step of the link; the detail is for people and names the reader. */
    default void onState(LinkState state, String detail) {}
}
