package io.tagline.edge.opcua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/**
 * The configured nodes as one PLC has them: those to work with, and for each other one what is wrong with it.
 *
 * @param points in the order of the settings
 * @param wrong one line each, without the name of the node
 */
record PlcNodes(List<PlcPoint> points, Map<PlcNode, String> wrong) {

    /** OPC UA Part 3 §8.57: bits of an access level. */
    private static final int READABLE = 1;

    private static final int WRITABLE = 2;

    private static final List<AttributeId> ASKED =
            List.of(AttributeId.Value, AttributeId.DataType, AttributeId.ValueRank, AttributeId.UserAccessLevel);

    PlcNodes {
        points = List.copyOf(points);
        wrong = Map.copyOf(wrong);
    }

    /** Asks the PLC about all of them at once. */
    static PlcNodes ask(OpcUaClient client, List<PlcNode> nodes) throws UaException {
        NamespaceTable namespaces = client.readNamespaceTable();
        Map<PlcNode, String> wrong = new LinkedHashMap<>();
        Map<PlcNode, NodeId> ids = new LinkedHashMap<>();
        List<ReadValueId> reads = new ArrayList<>();
        for (PlcNode node : nodes) {
            Optional<NodeId> id = id(node, namespaces);
            if (id.isEmpty()) {
                wrong.put(node, "the PLC has no such namespace, or this is no node id");
            } else {
                ids.put(node, id.get());
                ASKED.forEach(attribute ->
                        reads.add(new ReadValueId(id.get(), attribute.uid(), null, QualifiedName.NULL_VALUE)));
            }
        }
        List<PlcPoint> points = new ArrayList<>();
        DataValue[] answers = reads.isEmpty()
                ? new DataValue[0]
                : client.read(0, TimestampsToReturn.Neither, reads).getResults();
        if (answers == null || answers.length != reads.size()) {
            throw new UaException(
                    StatusCodes.Bad_UnexpectedError,
                    "the PLC answered " + reads.size() + " reads with other than as many values");
        }
        int at = 0;
        for (Map.Entry<PlcNode, NodeId> entry : ids.entrySet()) {
            DataValue[] own = Arrays.copyOfRange(answers, at, at + ASKED.size());
            at += ASKED.size();
            Optional<OpcUaDataType> type = type(own[1], own[0]);
            String refusal = refusal(entry.getKey().signal(), own, type);
            if (refusal.isEmpty() && type.isPresent()) {
                points.add(new PlcPoint(entry.getKey(), entry.getValue(), type.get()));
            } else {
                wrong.put(entry.getKey(), refusal);
            }
        }
        return new PlcNodes(points, wrong);
    }

    private static Optional<NodeId> id(PlcNode node, NamespaceTable namespaces) {
        try {
            return ExpandedNodeId.parse(node.address()).toNodeId(namespaces);
        } catch (UaRuntimeException e) {
            return Optional.empty();
        }
    }

    /** By its declaration, or where that is a type of the maker's own by the value that it has now. */
    private static Optional<OpcUaDataType> type(DataValue declared, DataValue current) {
        if (plain(declared) instanceof NodeId id && OpcUaDataType.isBuiltin(id)) {
            OpcUaDataType type = OpcUaDataType.fromNodeId(id);
            // Variant, Number and the like leave it open
            if (type != null && type.getTypeId() <= OpcUaDataType.ByteString.getTypeId()) {
                return Optional.of(type);
            }
        }
        Variant value = current.getValue();
        return value == null ? Optional.empty() : value.getDataType();
    }

    /** What is wrong, empty if nothing is. */
    private static String refusal(PlcSignal signal, DataValue[] answers, Optional<OpcUaDataType> type) {
        DataValue declared = answers[1];
        if (declared.getStatusCode() != null && declared.getStatusCode().isBad()) {
            return "the PLC has no such variable (" + MiloTypes.name(declared.getStatusCode()) + ")";
        }
        if (plain(answers[2]) instanceof Integer rank && rank >= 0) {
            return "is an array; expected " + signal.kind().words();
        }
        if (type.isEmpty()) {
            return "has a type of the maker's own and no value yet; expected "
                    + signal.kind().words();
        }
        if (!MiloTypes.fits(signal.kind(), type.get())) {
            return "is a " + type.get() + "; expected " + signal.kind().words();
        }
        int needed = signal.output() ? WRITABLE : READABLE;
        if (plain(answers[3]) instanceof UByte access && (access.intValue() & needed) == 0) {
            return "is not " + (signal.output() ? "writable" : "readable") + " for this user name";
        }
        return "";
    }

    private static @Nullable Object plain(DataValue value) {
        return value.getValue() == null ? null : value.getValue().getValue();
    }
}
