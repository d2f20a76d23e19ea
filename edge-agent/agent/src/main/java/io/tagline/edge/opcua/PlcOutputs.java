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

    /** That of a lamp. */
    Optional<PlcPoint> lamp(int number) {
        return outputs.stream()
                .filter(point ->
                        point.node().signal() == PlcSignal.LAMP && point.node().number() == number)
                .findFirst();
    }

    /** What is to be written to a node. */
    record Value(PlcPoint point, long value) {
        /** In the type of the node; the time stamps are the PLC's, since many refuse others. */
        DataValue data() {
            return DataValue.valueOnly(MiloTypes.variant(point.type(), value));
        }
    }

    /** As {@link #write(List, Consumer)}, of one whole number. */
    void write(PlcPoint point, long value, Consumer<Boolean> done) {
        write(List.of(new Value(point, value)), done);
    }

    /**
     * Writes whole numbers in one request.
     *
     * @param done is told whether the PLC took all of them, on a thread of Milo's
     */
    void write(List<Value> values, Consumer<Boolean> done) {
        CompletableFuture<?> unused = client.writeValuesAsync(
                        values.stream().map(each -> each.point().id()).toList(),
                        values.stream().map(Value::data).toList())
                .whenComplete((answers, failure) -> done.accept(taken(values, answers)));
    }

    /** Without an answer there is nothing wrong with the nodes: the session tells of itself. */
    private boolean taken(List<Value> values, @Nullable List<StatusCode> answers) {
        if (answers == null || answers.size() != values.size()) {
            return false;
        }
        boolean all = true;
        for (int i = 0; i < values.size(); i++) {
            StatusCode status = answers.get(i);
            PlcNode node = values.get(i).point().node();
            if (status.isBad()) {
                all = false;
                refused.put(node, "the PLC refuses to be written (" + MiloTypes.name(status) + ")");
            } else {
                refused.remove(node);
            }
        }
        return all;
    }

    /** What the PLC refused last, by node. */
    Map<PlcNode, String> refused() {
        return Map.copyOf(refused);
    }
}
