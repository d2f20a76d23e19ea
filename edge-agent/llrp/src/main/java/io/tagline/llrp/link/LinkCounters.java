package io.tagline.llrp.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counted by the reader thread, read by any. */
final class LinkCounters {
    private final Map<LinkCounter, LongAdder> counts = new EnumMap<>(LinkCounter.class);

    LinkCounters() {
        for (LinkCounter counter : LinkCounter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    void add(LinkCounter counter, long count) {
        LongAdder adder = counts.get(counter);
        if (count != 0 && adder != null) {
            adder.add(count);
        }
    }

    long of(LinkCounter counter) {
        LongAdder adder = counts.get(counter);
        return adder == null ? 0 : adder.sum();
    }
}
