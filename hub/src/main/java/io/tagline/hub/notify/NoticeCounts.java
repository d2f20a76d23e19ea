package io.tagline.hub.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How many notices were tried, by channel and by what came of it. Safe for any thread. */
final class NoticeCounts {
    private final Map<Channel, Map<Outcome.Kind, Counter>> counters = new EnumMap<>(Channel.class);

    NoticeCounts(MeterRegistry registry) {
        for (Channel channel : Channel.values()) {
            Map<Outcome.Kind, Counter> byKind = new EnumMap<>(Outcome.Kind.class);
            for (Outcome.Kind kind : Outcome.Kind.values()) {
                byKind.put(
                        kind,
                        Counter.builder("tagline.notices")
                                .description("Notices tried")
                                .tag("channel", channel.code())
                                .tag("outcome", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            counters.put(channel, byKind);
        }
    }

    void count(Channel channel, Outcome.Kind outcome) {
        Map<Outcome.Kind, Counter> byKind = counters.get(channel);
        Counter counter = byKind == null ? null : byKind.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
