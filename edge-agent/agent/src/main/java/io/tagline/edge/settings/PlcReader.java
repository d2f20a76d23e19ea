package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.opcua.PlcNode;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.opcua.PlcSignal;
import io.tagline.edge.signal.SignalSettings;
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
    private final List<SignalSettings> lights;
    private final Map<String, String> whereByTitle = new HashMap<>();
    private int index;

    /**
     * @param portals ids of all portals in the file
     * @param lights all of the file; some may hang on the PLC
     */
    PlcReader(AgentAddress agent, Set<String> portals, List<SignalSettings> lights) {
        this.agent = agent;
        this.portals = portals;
        this.lights = lights;
    }

    PlcSettings read(SettingsNode node) {
        List<PlcNode> nodes = node.list("nodes", 1, this::node);
        checkDiverts(node, nodes);
        checkLamps(node, nodes);
        return new PlcSettings(
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
                nodes,
                new DivertsReader(portals, nodes).read(node));
    }

    private PlcNode node(SettingsNode node) {
        String key = "plc.nodes[" + index++ + "].node";
        PlcSignal signal = node.oneOf("signal", PlcSignal.class).required();
        String portal = node.text("portal", ID, AN_ID).optional().orElse("");
        int lane = node.integer("lane", 1, 65535).optional().orElse(0);
        int lamp = node.integer("lamp", 1, SignalsReader.HIGHEST).optional().orElse(0);
        String address = node.text("node", PlcNode.ADDRESS, "a node id like ns=2;s=Line1.Eye")
                .required();
        if (!portal.isEmpty() && !portals.contains(portal)) {
            node.refuse("portal", portal + " is not a portal of this file; known: " + String.join(", ", portals));
        }
        if (lane != 0 && signal != PlcSignal.LANE_FULL) {
            node.refuse("lane", "has no meaning with " + signal.code() + "; lanes have " + PlcSignal.LANE_FULL.code());
        }
        if ((signal == PlcSignal.LAMP) != (lamp != 0) && node.has("signal")) {
            node.refuse(
                    "lamp",
                    lamp == 0
                            ? "missing; expected the number that signals[].lamps gives it"
                            : "has no meaning with " + signal.code());
        }
        PlcNode read = new PlcNode(signal, portal, signal == PlcSignal.LAMP ? lamp : lane, address, key);
        // a portal may have two photo-eyes; which is which, its eyes say
        String unique = signal == PlcSignal.PHOTO_EYE ? read.title() + " " + address : read.title();
        String first = whereByTitle.putIfAbsent(unique, node.where("node"));
        if (first != null && node.has("signal")) {
            node.refuse("signal", read.title() + " is already the node at " + first);
        }
        return read;
    }

    /** A light on lamps that nobody has told the PLC of would stay dark for ever. */
    private void checkLamps(SettingsNode section, List<PlcNode> nodes) {
        for (SignalSettings light : lights) {
            if (light.backend() == SignalSettings.Backend.PLC) {
                light.lamps().forEach((lamp, number) -> {
                    boolean there =
                            nodes.stream().anyMatch(node -> node.signal() == PlcSignal.LAMP && node.number() == number);
                    if (!there) {
                        section.refuse(
                                "nodes",
                                "has no node with signal: lamp, lamp: " + number + ", which " + lamp.code()
                                        + " of the light at " + light.where() + " is on");
                    }
                });
            }
        }
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
