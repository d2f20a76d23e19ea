package io.tagline.hub.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps those of the broker's log lines out that say nothing an operator could act on, or that the hub says itself.
 * Named in {@code logback.xml}.
 */
public final class KnownWarnings extends TurboFilter {

    private static final String BROKER = "org.apache.activemq.artemis.";

    private static final List<String> KNOWN = List.of(
            // no dead letter and no expiry address: on purpose, for every queue
            "AMQ222165",
            "AMQ222166",
            // refused log-ins: said once, with the reason, by BrokerSecurity
            "AMQ222216",
            // does not start: the exception that Broker throws says it
            "AMQ224104",
            "AMQ224000",
            // manual acknowledgements after a resumed session: handled by the broker
            "MQTT Client(");

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        boolean known = format != null
                && logger.getName().startsWith(BROKER)
                && KNOWN.stream().anyMatch(format::startsWith);
        return known ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
