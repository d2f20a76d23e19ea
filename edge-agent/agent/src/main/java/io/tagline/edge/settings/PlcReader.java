package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.opcua.PlcNode;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.opcua.PlcSignal;
import io.tagline.settings.SettingsNode;
import io.tagline.wire.AgentAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The section {@code plc}: each signal of a portal or lane is one node; a divert command has its three nodes. */
final class PlcReader {

    private final AgentAddress agent;
    private final Set<String> portals;
    private final Map<String, String> whereByTitle = new HashMap<>();
    private int index;

    /** @param portals ids of all portals in the file */
    PlcReader(AgentAddress agent, Set<String> portals) {
        this.agent = agent;
        this.portals = portals;
    }

    PlcSettings read(SettingsNode node) {
        PlcSettings settings = new PlcSettings(
                agent,
                node.url("url", "opc.tcp").required(),
                node.text("username").required(),
                node.secret("password").required(),
                node.duration("publishing-interval", Duration.ofMillis(10), Duration.ofMinutes(1))
                        .orElse(PlcSettings.PUBLISHING),
                node.duration("sampling-interval", Duration.ZERO, Duration.ofMinutes(1))
                        .orElse(PlcSettings.SAMPLING),
                node.duration("heartbeat-interval", Duration.ofMillis(100), Duration.ofMinutes(1))
                        .orElse(PlcSettings.HEARTBEAT),
                node.duration("divert-timeout", Duration.ofMillis(100), Duration.ofMinutes(1))
                        .orElse(PlcSettings.DIVERT_TIMEOUT),
                node.list("nodes", 1, this::node));
        checkDiverts(node, settings.nodes());
        return settings;
    }

    private PlcNode node(SettingsNode node) {
        String key = "plc.nodes[" + index++ + "].node";
        PlcSignal signal = node.oneOf("signal", PlcSignal.class).required();
        String portal = node.text("portal", ID, AN_ID).optional().orElse("");
        int lane = node.integer("lane", 1, 65535).optional().orElse(0);
        String address = node.text("node", PlcNode.ADDRESS, "a node id like ns=2;s=Line1.Eye")
                .required();
        if (!portal.isEmpty() && !portals.contains(portal)) {
            node.refuse("portal", portal + " is not a portal of this file; known: " + String.join(", ", portals));
        }
        if (lane != 0 && signal != PlcSignal.LANE_FULL) {
            node.refuse("lane", "has no meaning with " + signal.code() + "; lanes have " + PlcSignal.LANE_FULL.code());
        }
        PlcNode read = new PlcNode(signal, portal, lane, address, key);
        String first = whereByTitle.putIfAbsent(read.title(), node.where("node"));
        if (first != null && node.has("signal")) {
            node.refuse("signal", read.title() + " is already the node at " + first);
        }
        return read;
    }

    /** Without its echo a command would time out each time, without its lane it would say nothing. */
    private static void checkDiverts(SettingsNode section, List<PlcNode> nodes) {
        for (PlcNode node : nodes) {
            if (node.signal() == PlcSignal.DIVERT_SEQUENCE) {
                for (PlcSignal needed : List.of(PlcSignal.DIVERT_LANE, PlcSignal.DIVERT_ACKNOWLEDGED)) {
                    boolean there = nodes.stream()
                            .anyMatch(other ->
                                    other.signal() == needed && other.portal().equals(node.portal()));
                    if (!there) {
                        section.refuse("nodes", node.title() + " needs a node for " + needed.code() + " as well");
                    }
                }
            }
        }
    }
}
