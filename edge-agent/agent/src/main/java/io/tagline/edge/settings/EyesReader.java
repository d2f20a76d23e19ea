package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.eye.EyeId;
import io.tagline.edge.eye.EyePosition;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.eye.EyeSettings.Wire;
import io.tagline.edge.opcua.PlcNode;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.opcua.PlcSignal;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.settings.SignalsReader.ActiveLevel;
import io.tagline.settings.SettingsNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The list {@code eyes} of a portal: one or two, in different positions, and no two of the agent on one wire. */
final class EyesReader {
    /** The most that a Raspberry Pi has, on compute modules and the Pi 5. */
    private static final int HIGHEST_PIN = 53;

    /** Readers have 2 to 8; LLRP counts them in 16 bits. */
    private static final int MOST_INPUTS = 32;

    private static final int MOST_EYES = 2;

    private final Set<String> readers;
    private final Map<String, String> ownerByWire = new HashMap<>();
    private final List<PlcUse> plcUses = new ArrayList<>();

    /** What an eye hangs on. */
    enum Kind {
        GPIO,
        GPI,
        PLC
    }

    /** An eye at a node, to be looked for once the nodes are known. */
    private record PlcUse(SettingsNode eye, String node) {}

    /** @param readers ids of all readers in the file */
    EyesReader(Set<String> readers) {
        this.readers = readers;
    }

    List<EyeSettings> read(SettingsNode portal, String id) {
        Set<EyePosition> taken = EnumSet.noneOf(EyePosition.class);
        List<EyeSettings> eyes = portal.list("eyes", 0, node -> eye(node, id, taken));
        if (eyes.size() > MOST_EYES) {
            portal.refuse("eyes", eyes.size() + " eyes; expected one, or two in a row");
        }
        return eyes;
    }

    private EyeSettings eye(SettingsNode node, String portal, Set<EyePosition> taken) {
        EyePosition position = node.oneOf("position", EyePosition.class).required();
        if (node.has("position") && !taken.add(position)) {
            node.refuse("position", position.code() + " is the position of another eye of " + portal + " already");
        }
        Wire wire = wire(node, portal, position);
        boolean activeHigh = node.oneOf("active", ActiveLevel.class).orElse(ActiveLevel.HIGH) == ActiveLevel.HIGH;
        Duration debounce = node.duration("debounce", Duration.ZERO, EyeSettings.LONGEST_DEBOUNCE)
                .orElse(EyeSettings.DEBOUNCE);
        return new EyeSettings(
                node.where("position"), new EyeId(new PortalId(portal), position), wire, activeHigh, debounce);
    }

    private Wire wire(SettingsNode node, String portal, EyePosition position) {
        Kind kind = node.oneOf("kind", Kind.class).required();
        Optional<Integer> pin = node.integer("pin", 0, HIGHEST_PIN).optional();
        Optional<String> reader = node.text("reader", ID, AN_ID).optional();
        Optional<Integer> port = node.integer("port", 1, MOST_INPUTS).optional();
        Optional<String> address = node.text("node", PlcNode.ADDRESS, "a node id like ns=2;s=Line1.Eye")
                .optional();
        if (node.has("kind")) {
            belongs(node, kind, Kind.GPIO, "pin", "the number of the GPIO as Broadcom counts");
            belongs(node, kind, Kind.GPI, "reader", "the reader whose input it hangs on");
            belongs(node, kind, Kind.GPI, "port", "the number of the reader's input, from 1");
            belongs(node, kind, Kind.PLC, "node", "a node of plc.nodes with the signal photo-eye");
        }
        reader.filter(name -> !readers.contains(name))
                .ifPresent(name -> node.refuse(
                        "reader", name + " is not a reader of this file; known: " + String.join(", ", readers)));
        String owner = "the eye " + position.code() + " of portal " + portal + " at ";
        return switch (kind) {
            case GPIO -> {
                pin.ifPresent(number -> claim(node, "pin", "GPIO " + number, owner));
                yield new EyeSettings.GpioPin(pin.orElse(0));
            }
            case GPI -> {
                String name = reader.orElse("unset");
                port.ifPresent(number -> claim(node, "port", "input " + number + " of reader " + name, owner));
                yield new EyeSettings.ReaderInput(new ReaderId(name), port.orElse(1));
            }
            case PLC -> {
                address.ifPresent(text -> {
                    claim(node, "node", "node " + text, owner);
                    plcUses.add(new PlcUse(node, text));
                });
                yield new EyeSettings.PlcEye(address.orElse("i=1"));
            }
        };
    }

    private static void belongs(SettingsNode node, Kind kind, Kind owner, String key, String what) {
        if (kind == owner && !node.has(key)) {
            node.refuse(key, "missing; expected " + what);
        } else if (kind != owner && node.has(key)) {
            node.refuse(key, "has no meaning with " + word(kind) + "; it belongs to " + word(owner));
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void claim(SettingsNode node, String key, String wire, String owner) {
        String first = ownerByWire.putIfAbsent(wire, owner + node.where(key));
        if (first != null) {
            node.refuse(key, wire + " is already " + first);
        }
    }

    /** Who has which pins of the gateway, for those who look for free ones: {@code GPIO 4} → words for a message. */
    Map<String, String> pins() {
        return ownerByWire.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("GPIO "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Once the section {@code plc} was read, or there is none. */
    void check(Optional<PlcSettings> plc, boolean isGiven) {
        if (isGiven && plc.isEmpty()) {
            return; // it has problems of its own
        }
        Set<String> eyes = plc.map(PlcSettings::nodes).orElse(List.of()).stream()
                .filter(node -> node.signal() == PlcSignal.PHOTO_EYE)
                .map(PlcNode::address)
                .collect(Collectors.toCollection(TreeSet::new));
        for (PlcUse use : plcUses) {
            if (plc.isEmpty()) {
                use.eye().refuse("kind", "plc needs a section plc, which this file has not");
            } else if (!eyes.contains(use.node())) {
                use.eye()
                        .refuse(
                                "node",
                                use.node() + " is not a photo-eye of plc.nodes; known: " + String.join(", ", eyes));
            }
        }
    }
}
