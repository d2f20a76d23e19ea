package io.tagline.edge.opcua;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

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

    /** Writes a whole number in the type of the node; the time stamps are the PLC's, since many refuse others. */
    CompletableFuture<Boolean> write(PlcPoint point, long value) {
        DataValue written = DataValue.valueOnly(MiloTypes.variant(point.type(), value));
        return client.writeValuesAsync(List.of(point.id()), List.of(written)).handle((answers, failure) -> {
            if (answers == null || answers.isEmpty()) {
                return false; // the session says so itself
            }
            StatusCode status = answers.get(0);
            if (status.isBad()) {
                refused.put(point.node(), "the PLC refuses to be written (" + MiloTypes.name(status) + ")");
            } else {
                refused.remove(point.node());
            }
            return !status.isBad();
        });
    }

    /** What the PLC refused last, by node. */
    Map<PlcNode, String> refused() {
        return Map.copyOf(refused);
    }
}
