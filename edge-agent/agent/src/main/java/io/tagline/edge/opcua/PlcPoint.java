package io.tagline.edge.opcua;

import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A node that the PLC has as the settings expect it.
 *
 * @param id good for this session: the order of namespaces may change with the program of the PLC
 */
record PlcPoint(PlcNode node, NodeId id, OpcUaDataType type) {}
