package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.signal.AgentSign;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.LightPattern;
import io.tagline.edge.signal.SignalPatterns;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.signal.SignalSettings.Backend;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsNode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list {@code signals}: each light is at a portal of the file, and no two lamps share a pin or an output. */
final class SignalsReader {

    /** The most that a Raspberry Pi has, on compute modules and the Pi 5. */
    static final int HIGHEST = 53;

    private static final String A_PATTERN = "a light pattern (as in red+buzzer 300ms, red 200ms x 3 then red hold)";

    private final Set<String> readers;
    private final Set<String> portals;
    private boolean hasPlc;
    private final Map<String, String> ownerByOutput;

    /** What makes a lamp lit. */
    enum ActiveLevel {
        HIGH,
        LOW
    }

    /**
     * @param readers ids of all readers in the file
     * @param portals ids of all portals in the file
     * @param pins who has which pins of the gateway already, in words: {@code GPIO 4}
     */
    SignalsReader(Set<String> readers, Set<String> portals, Map<String, String> pins) {
        this.readers = readers;
        this.portals = portals;
        this.ownerByOutput = new HashMap<>(pins);
    }

    List<SignalSettings> read(SettingsNode root) {
        hasPlc = root.has("plc");
        return root.list("signals", 0, this::light);
    }

    private SignalSettings light(SettingsNode node) {
        String portal = node.text("portal", ID, AN_ID).required();
        if (node.has("portal") && !portals.contains(portal)) {
            node.refuse("portal", portal + " is not a portal of this file; known: " + String.join(", ", portals));
        }
        Backend backend = node.oneOf("backend", Backend.class).required();
        if (backend == Backend.PLC && !hasPlc) {
            node.refuse("backend", "plc needs a section plc with a node for each lamp");
        }
        Optional<String> reader = node.text("reader", ID, AN_ID).optional();
        checkReader(node, backend, reader);
        Map<Lamp, Integer> lamps = lamps(node, backend, reader.orElse(""), portal);
        boolean activeHigh = node.oneOf("active", ActiveLevel.class).orElse(ActiveLevel.HIGH) == ActiveLevel.HIGH;
        return new SignalSettings(
                node.where("portal"),
                new PortalId(portal),
                backend,
                reader.map(ReaderId::new),
                lamps,
                activeHigh,
                patterns(node.in("patterns"), lamps));
    }

    private void checkReader(SettingsNode node, Backend backend, Optional<String> reader) {
        if (backend == Backend.GPO && !node.has("reader")) {
            if (node.has("backend")) {
                node.refuse("reader", "missing; expected the reader whose outputs the lamps hang on");
            }
        } else if (backend != Backend.GPO && node.has("reader")) {
            node.refuse("reader", "has no meaning with " + word(backend) + "; a reader's outputs are gpo");
        } else if (reader.isPresent() && !readers.contains(reader.get())) {
            node.refuse("reader", reader.get() + " is not a reader of this file; known: " + String.join(", ", readers));
        }
    }

    private Map<Lamp, Integer> lamps(SettingsNode node, Backend backend, String reader, String portal) {
        SettingsNode section = node.in("lamps");
        Map<Lamp, Integer> lamps = new EnumMap<>(Lamp.class);
        for (Lamp lamp : Lamp.values()) {
            section.integer(lamp.code(), 0, HIGHEST).optional().ifPresent(number -> {
                lamps.put(lamp, number);
                checkOutput(section, backend, lamp, reader, number, portal);
            });
        }
        if (backend == Backend.CONSOLE && node.has("lamps")) {
            node.refuse("lamps", "has no meaning with console, which has them all");
        } else if (backend != Backend.CONSOLE && lamps.isEmpty() && node.has("backend")) {
            node.refuse("lamps", "missing; expected the number of a pin or an output for at least one lamp");
        }
        return lamps;
    }

    private void checkOutput(
            SettingsNode section, Backend backend, Lamp lamp, String reader, int number, String portal) {
        String output =
                switch (backend) {
                    case GPO -> "output " + number + " of reader " + reader;
                    case PLC -> "lamp " + number + " of the PLC";
                    case GPIO, CONSOLE -> "GPIO " + number;
                };
        if (backend == Backend.GPO && number == 0) {
            section.refuse(lamp.code(), "0 is no output of a reader; they count from 1"); // LLRP 1.1 §13.1.3
            return;
        }
        String owner = ownerByOutput.putIfAbsent(
                output, lamp.code() + " of portal " + portal + " at " + section.where(lamp.code()));
        if (owner != null) {
            section.refuse(lamp.code(), output + " is already " + owner);
        }
    }

    private static SignalPatterns patterns(SettingsNode node, Map<Lamp, Integer> lamps) {
        Map<Verdict, LightPattern> verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, pattern(node, verdict.code(), SignalPatterns.standard(verdict), lamps));
        }
        Map<AgentSign, LightPattern> signs = new EnumMap<>(AgentSign.class);
        for (AgentSign sign : AgentSign.values()) {
            signs.put(sign, pattern(node, sign.code(), SignalPatterns.standard(sign), lamps));
        }
        return new SignalPatterns(verdicts, signs);
    }

    /** One that is asked for and could not be seen is a slip; the standard ones are for lights of all kinds. */
    private static LightPattern pattern(
            SettingsNode node, String key, LightPattern standard, Map<Lamp, Integer> lamps) {
        Setting<LightPattern> given = node.text(key).as(A_PATTERN, LightPattern::parse);
        LightPattern pattern = given.orElse(standard);
        if (given.isGiven() && !lamps.isEmpty()) {
            for (Lamp lamp : pattern.lamps()) {
                if (!lamps.containsKey(lamp)) {
                    node.refuse(key, "uses " + lamp.code() + ", which is not among the lamps of this light");
                }
            }
        }
        return pattern;
    }

    private static String word(Backend backend) {
        return backend.name().toLowerCase(Locale.ROOT);
    }
}
