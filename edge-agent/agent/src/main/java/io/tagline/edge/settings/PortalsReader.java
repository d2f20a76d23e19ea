package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.settings.SettingsNode;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list {@code portals}: ids are unique, each antenna belongs to one portal and to a reader of the file. */
final class PortalsReader {
    /** Longer than a decision takes, and a pause in a row of carts. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    private final Set<String> readers;
    private final Map<String, String> whereById = new LinkedHashMap<>();
    private final Map<String, String> ownerByAntenna = new HashMap<>();

    private final EyesReader eyes;

    /** @param readers ids of all readers in the file */
    PortalsReader(Set<String> readers, EyesReader eyes) {
        this.readers = readers;
        this.eyes = eyes;
    }

    List<PortalSettings> read(SettingsNode root) {
        return root.list("portals", 1, this::portal);
    }

    /** The ids of all portals, sound or not, once they were read. */
    Set<String> ids() {
        return Collections.unmodifiableSet(whereById.keySet());
    }

    private PortalSettings portal(SettingsNode node) {
        String id = node.text("id", ID, AN_ID).required();
        String first = whereById.putIfAbsent(id, node.where("id"));
        if (first != null && node.has("id")) {
            node.refuse("id", id + " is already the portal at " + first);
        }
        List<PortalSettings.Antenna> antennas = node.list("antennas", 1, antenna -> antenna(antenna, id));
        List<EyeSettings> itsEyes = eyes.read(node, id);
        Optional<Duration> readOnEye = node.maybe("read-on-eye", PortalsReader::hold);
        if (node.has("read-on-eye") && !node.has("eyes")) {
            node.refuse("read-on-eye", "has no meaning without eyes");
        }
        return new PortalSettings(new PortalId(id), antennas, itsEyes, readOnEye);
    }

    private static Duration hold(SettingsNode node) {
        return node.duration("hold", Duration.ZERO, Duration.ofMinutes(10)).orElse(HOLD);
    }

    private PortalSettings.Antenna antenna(SettingsNode node, String portal) {
        String reader = node.text("reader", ID, AN_ID).required();
        int antenna = node.integer("antenna", 1, 65535).required(); // AntennaID is 16 bits, 0 = all; LLRP 1.1 §17.2.5.4
        Side side = node.oneOf("side", Side.class).required();
        if (node.has("reader") && node.has("antenna")) {
            if (!readers.contains(reader)) {
                node.refuse("reader", reader + " is not a reader of this file; known: " + String.join(", ", readers));
            }
            String owner = ownerByAntenna.putIfAbsent(
                    reader + "/" + antenna, "portal " + portal + " at " + node.where("antenna"));
            if (owner != null) {
                node.refuse("antenna", "antenna " + antenna + " of reader " + reader + " already belongs to " + owner);
            }
        }
        return new PortalSettings.Antenna(new ReaderId(reader), antenna, side);
    }
}
