package io.tagline.edge.opcua;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.jspecify.annotations.Nullable;

/**
 * Asks the PLC again and again what time it is. An answer tells its clock; none tells of a PLC that stands still while its network is
 * up, long before Milo gives its session up (11 s, measured with a stopped process). One question at a time. Asked for by the thread
 * {@code plc}; answers come on one of Milo's.
 */
final class PlcProbe {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final OpcUaClient client;
    private final PlcClock clock;
    private final Ticker ticker;
    private volatile Optional<Long> unansweredSince = Optional.empty();
    private volatile boolean asking;
    private long next;

    PlcProbe(OpcUaClient client, PlcClock clock, Ticker ticker) {
        this.client = client;
        this.clock = clock;
        this.ticker = ticker;
        this.next = ticker.nanos();
    }

    /** Asks if it is time to. Waits for nothing. */
    void look(long now) {
        if (asking || now - next < 0) {
            return;
        }
        next = now + EVERY.toNanos();
        asking = true;
        if (unansweredSince.isEmpty()) {
            unansweredSince = Optional.of(now);
        }
        CompletableFuture<?> unused = client.readValuesAsync(
                        0, TimestampsToReturn.Neither, List.of(NodeIds.Server_ServerStatus_CurrentTime))
                .whenComplete((values, failure) -> answered(now, values));
    }

    private void answered(long asked, @Nullable List<DataValue> values) {
        if (values != null) {
            long now = ticker.nanos();
            values.stream()
                    .findFirst()
                    .map(DataValue::getValue)
                    .filter(value -> value.getValue() instanceof DateTime)
                    .flatMap(value -> MiloTypes.instant((DateTime) value.getValue()))
                    .ifPresent(said -> clock.answered(asked, now, said));
            unansweredSince = Optional.empty();
        }
        asking = false;
    }

    /** How long it has said nothing. */
    Duration silence(long now) {
        return unansweredSince.map(since -> Duration.ofNanos(now - since)).orElse(Duration.ZERO);
    }
}
