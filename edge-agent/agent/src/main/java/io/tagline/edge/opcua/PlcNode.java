package io.tagline.edge.opcua;

import java.util.regex.Pattern;

/**
 * A node of the PLC and what it stands for.
 *
 * @param portal id of the portal that it belongs to; empty where there is but one, or none
 * @param number of the lane or lamp, for {@link PlcSignal#LANE_FULL} and {@link PlcSignal#LAMP}; 0 = none
 * @param address node id as OPC UA writes it (Part 6 §5.3.1.10): {@code ns=2;s=Line1.Eye}, or with the namespace's name
 *     {@code nsu=urn:vendor:plc;s=Line1.Eye}, which survives a new order of namespaces
 * @param key where the settings name it, e.g. {@code plc.nodes[2].node}, for messages
 */
public record PlcNode(PlcSignal signal, String portal, int number, String address, String key) {

    /** What {@link #address} has to look like. */
    public static final Pattern ADDRESS = Pattern.compile("(ns=[0-9]{1,5};|nsu=[^;]+;)?(i=[0-9]{1,10}|[sgb]=.+)");

    public PlcNode {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("node \"" + address + "\": expected one like ns=2;s=Line1.Eye");
        }
    }

    /** The signal and whose it is, e.g. {@code photo-eye of door-1}. */
    public String title() {
        return signal.code()
                + (number == 0 ? "" : (signal == PlcSignal.LAMP ? " " : " of lane ") + number)
                + (portal.isEmpty() ? "" : " of " + portal);
    }
}
