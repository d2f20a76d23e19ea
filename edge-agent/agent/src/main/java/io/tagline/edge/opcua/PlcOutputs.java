package io.tagline.edge.opcua;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/** Writes to the outputs of one session without waiting. Safe for any thread. */
final class PlcOutputs {
    private final OpcUaClient client;
    private final List<PlcPoint> outputs;
    private final Map<PlcNode, String> refused = new ConcurrentHashMap<>();

    PlcOutputs(OpcUaClient client, List<PlcPoint> outputs) {
        this.client = client;
        this.outputs = List.copyOf(outputs);
    }

    /** That of a portal, else that of no portal in particular. */
    Optional<PlcPoint> find(PlcSignal signal, String portal) {
        return outputs.stream()
                .filter(point -> point.node().signal() == signal)
                .filter(point -> point.node().portal().equals(portal)
                        || point.node().portal().isEmpty())
                .max((a, b) -> Integer.compare(
                        a.node().portal().length(), b.node().portal().length()));
    }

    /**
     * Writes a whole number in the type of the node; the time stamps are the PLC's, since many refuse others.
     *
     * @param done is told whether the PLC took it, on a thread of Milo's
     */
    void write(PlcPoint point, long value, Consumer<Boolean> done) {
        DataValue written = DataValue.valueOnly(MiloTypes.variant(point.type(), value));
        CompletableFuture<?> unused = client.writeValuesAsync(List.of(point.id()), List.of(written))
                .whenComplete((answers, failure) -> done.accept(taken(point, answers)));
    }

    /** Without an answer there is nothing wrong with the node: the session tells of itself. */
    private boolean taken(PlcPoint point, @Nullable List<StatusCode> answers) {
        if (answers == null || answers.isEmpty()) {
            return false;
        }
        StatusCode status = answers.get(0);
        if (status.isBad()) {
            refused.put(point.node(), "the PLC refuses to be written (" + MiloTypes.name(status) + ")");
        } else {
            refused.remove(point.node());
        }
        return !status.isBad();
    }

    /** What the PLC refused last, by node. */
    Map<PlcNode, String> refused() {
        return Map.copyOf(refused);
    }
}
