package io.tagline.llrp.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * A socket's stream that times out although bytes come. A frame whose header declares far too much swallows all that the reader sends
 * after it, and the socket's own time-out never comes while the reader goes on sending: without this one the link would wait for the
 * end of that frame, and read nothing, for minutes. Confined to the link's thread.
 */
final class TimedInput extends FilterInputStream {
    private final LongSupplier ticker;
    private final long limitNanos;
    private long startedAt;
    private boolean fresh;

    /** @param limitNanos how long after {@link #start} reading goes on; a read under way ends with the socket's own time-out */
    TimedInput(InputStream in, LongSupplier ticker, long limitNanos) {
        super(in);
        this.ticker = ticker;
        this.limitNanos = limitNanos;
    }

    /** The time runs from now; at least one read is let through. */
    void start() {
        startedAt = ticker.getAsLong();
        fresh = true;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (!fresh && ticker.getAsLong() - startedAt > limitNanos) {
            throw new SocketTimeoutException("no whole frame yet");
        }
        fresh = false;
        return super.read(into, from, count);
    }
}
