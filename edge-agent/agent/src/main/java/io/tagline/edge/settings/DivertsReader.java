package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.opcua.DivertSettings;
import io.tagline.edge.opcua.PlcNode;
import io.tagline.edge.opcua.PlcSignal;
import io.tagline.settings.SettingsNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list {@code plc.diverts}: each portal has one diverter at most, and the nodes that its commands need. */
final class DivertsReader {
    private static final int MOST_LANES = 65_535;
    private static final int MOST_PULSES = 1_000_000_000;

    private final Set<String> portals;
    private final List<PlcNode> nodes;
    private final Map<String, String> whereByPortal = new HashMap<>();

    /**
     * @param portals ids of all portals in the file
     * @param nodes those of the PLC
     */
    DivertsReader(Set<String> portals, List<PlcNode> nodes) {
        this.portals = portals;
        this.nodes = nodes;
    }

    List<DivertSettings> read(SettingsNode plc) {
        return plc.list("diverts", 0, this::divert);
    }

    private DivertSettings divert(SettingsNode node) {
        String portal = node.text("portal", ID, AN_ID).required();
        checkPortal(node, portal);
        Map<Verdict, Integer> lanes = new EnumMap<>(Verdict.class);
        SettingsNode section = node.in("lanes");
        for (Verdict verdict : Verdict.values()) {
            section.integer(verdict.code(), 1, MOST_LANES).optional().ifPresent(lane -> lanes.put(verdict, lane));
        }
        if (!node.has("lanes") && node.has("portal")) {
            node.refuse("lanes", "missing; expected the lane of at least one verdict");
        }
        DivertSettings read = new DivertSettings(
                portal,
                lanes,
                node.integer("default-lane", 1, MOST_LANES).required(),
                node.integer("pulses", 1, MOST_PULSES).optional().orElse(0),
                node.duration("travel-time", Duration.ofMillis(50), Duration.ofMinutes(5))
                        .optional()
                        .orElse(Duration.ZERO),
                node.duration("eye-window", Duration.ofMillis(20), Duration.ofSeconds(10))
                        .orElse(DivertSettings.EYE_WINDOW));
        checkWay(node, portal);
        return read;
    }

    private void checkPortal(SettingsNode node, String portal) {
        if (!node.has("portal")) {
            return;
        }
        if (!portals.contains(portal)) {
            node.refuse("portal", portal + " is not a portal of this file; known: " + String.join(", ", portals));
        } else if (!has(PlcSignal.DIVERT_SEQUENCE, portal)) {
            node.refuse("portal", portal + " has no node for divert-sequence among plc.nodes");
        }
        String first = whereByPortal.putIfAbsent(portal, node.where("portal"));
        if (first != null) {
            node.refuse("portal", portal + " has its diverter at " + first + " already");
        }
    }

    private void checkWay(SettingsNode node, String portal) {
        if (node.has("pulses") == node.has("travel-time")) {
            if (node.has("portal")) {
                node.refuse("pulses", "expected either pulses or travel-time, from the photo-eye to the diverter");
            }
        } else if (node.has("pulses") && !has(PlcSignal.ENCODER, portal)) {
            node.refuse("pulses", "needs a node for encoder among plc.nodes");
        }
    }

    private boolean has(PlcSignal signal, String portal) {
        return nodes.stream()
                .anyMatch(node -> node.signal() == signal
                        && (node.portal().equals(portal) || node.portal().isEmpty()));
    }
}
