package io.tagline.edge.signal.console;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log which lamps are on. A light that blinks is said once, for the sake of the card that the log is on. */
public final class ConsoleBackend implements SignalBackend {
    private static final Logger log = LoggerFactory.getLogger(ConsoleBackend.class);

    /** What was lit less than this ago blinks. */
    private static final Duration BLINK = Duration.ofSeconds(3);

    private final Consumer<String> line;
    private final Ticker ticker;
    private final Map<Set<Lamp>, Long> litAt = new HashMap<>();
    private Set<Lamp> on = Set.of();

    /** @param line takes what is lit: {@code red+buzzer} */
    ConsoleBackend(Consumer<String> line, Ticker ticker) {
        this.line = line;
        this.ticker = ticker;
    }

    public static ConsoleBackend of(PortalId portal, Ticker ticker) {
        return new ConsoleBackend(
                lamps -> log.atInfo()
                        .addKeyValue("portal", portal)
                        .addKeyValue("lamps", lamps)
                        .log("light"),
                ticker);
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void set(Set<Lamp> lamps) {
        long now = ticker.nanos();
        if (!on.isEmpty()) {
            litAt.put(on, now);
        }
        if (!lamps.isEmpty() && !lamps.equals(on)) {
            Long before = litAt.put(Set.copyOf(lamps), now);
            if (before == null || now - before > BLINK.toNanos()) {
                line.accept(EnumSet.copyOf(lamps).stream().map(Lamp::code).collect(Collectors.joining("+")));
            }
        }
        on = Set.copyOf(lamps);
    }

    /** The lamps that it shows as on. */
    Set<Lamp> lit() {
        return on;
    }

    @Override
    public void close() {
        set(Set.of());
    }
}
