package io.tagline.hub.web;

import io.tagline.hub.timeline.TrackingLink;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pages that somebody has asked for, kept within a bound; whoever takes one out asks whether it still holds. Those that nobody has
 * asked for the longest go first. Safe for any thread.
 */
final class WholePages {
    /** Of a page besides its bytes: key, stamp, entry; counted on a heap dump. */
    private static final long OVERHEAD_BYTES = 800;

    /** @param language with its kind of dates */
    record Key(TrackingLink link, Locale language) {}

    private final long mostBytes;
    // guarded by this; in order of use
    private final Map<Key, WholePage> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    WholePages(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<WholePage> get(Key key) {
        return Optional.ofNullable(pages.get(key));
    }

    /** In place of the one that was there. */
    synchronized void put(Key key, WholePage page) {
        WholePage before = pages.put(key, page);
        bytes += size(page) - (before == null ? 0 : size(before));
        Iterator<WholePage> eldest = pages.values().iterator();
        while (bytes > mostBytes) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    synchronized int count() {
        return pages.size();
    }

    private static long size(WholePage page) {
        return page.gzip().length + OVERHEAD_BYTES;
    }
}
