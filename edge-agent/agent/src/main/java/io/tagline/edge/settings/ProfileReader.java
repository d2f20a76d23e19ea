package io.tagline.edge.settings;

import io.tagline.llrp.command.GpiTrigger;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.command.SearchMode;
import io.tagline.llrp.command.VendorExtension;
import io.tagline.settings.KnownKey;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A reader profile, key by key: one YAML file for each kind of place, so that a depot with twenty doors tunes one file. It
 * reads on all antennas, so that a spare or a broken one stops nothing.
 */
final class ProfileReader {

    private static final Pattern ANTENNA = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Duration KEEPALIVE = ReaderProfile.DEFAULT_KEEPALIVE;

    /** In {@link ReaderProfile}, the power of antenna 0 is that of all without their own. */
    private static final int ALL_OTHERS = 0;

    /** What starts reading. */
    enum Level {
        HIGH,
        LOW
    }

    /** What ends it. */
    enum Until {
        /** The input's other level, or the time-out. */
        RELEASE,
        /** The time-out alone. */
        TIMEOUT
    }

    private ProfileReader() {}

    static ReaderProfile read(SettingsNode node) {
        node.text("summary").optional(); // for people
        return new ReaderProfile(
                List.of(),
                power(node),
                optional(node.integer("session", 0, 3)),
                optional(node.integer("tag-population", 1, 65_535)),
                optional(node.integer("rf-mode", 0, 65_535)),
                optional(node.integer("tari", 0, 65_535)),
                node.integer("report-every", 1, 65_535).orElse(1),
                node.duration("report-period", Duration.ZERO, Duration.ofHours(1))
                        .orElse(Duration.ZERO),
                false,
                node.duration("keepalive", Duration.ofSeconds(1), Duration.ofMinutes(2))
                        .orElse(KEEPALIVE),
                Set.copyOf(
                        node.values("extensions", "one of " + String.join(", ", extensions()), ProfileReader::extension)
                                .orElse(List.of())),
                node.oneOf("search-mode", SearchMode.class).optional(),
                node.maybe("trigger", ProfileReader::trigger));
    }

    private static GpiTrigger trigger(SettingsNode node) {
        return new GpiTrigger(
                node.integer("gpi", 1, 65_535).required(),
                node.oneOf("level", Level.class).orElse(Level.HIGH) == Level.HIGH,
                node.duration("timeout", GpiTrigger.SHORTEST, GpiTrigger.LONGEST)
                        .orElse(GpiTrigger.DEFAULT_TIMEOUT),
                node.oneOf("until", Until.class).orElse(Until.RELEASE) == Until.RELEASE);
    }

    /** Every key of a profile. */
    static List<KnownKey> knownKeys() {
        return SettingsFile.keysOf(ProfileReader::read);
    }

    private static Map<Integer, Double> power(SettingsNode node) {
        Map<Integer, Double> power = new HashMap<>();
        node.decimal("transmit-power-dbm", -20, 40).optional().ifPresent(dbm -> power.put(ALL_OTHERS, dbm));
        node.map("antenna-power-dbm", (section, antenna) -> {
                    if (!ANTENNA.matcher(antenna).matches()) {
                        section.refuse(antenna, antenna + " is not the number of an antenna (1-65535)");
                    }
                    return section.decimal(antenna, -20, 40).optional();
                })
                .forEach((antenna, dbm) -> {
                    if (ANTENNA.matcher(antenna).matches() && dbm.isPresent()) {
                        power.put(Integer.valueOf(antenna), dbm.get());
                    }
                });
        return power;
    }

    private static OptionalInt optional(Setting<Integer> setting) {
        return setting.optional().map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static List<String> extensions() {
        return Arrays.stream(VendorExtension.values()).map(ProfileReader::word).toList();
    }

    private static Optional<VendorExtension> extension(String word) {
        return Arrays.stream(VendorExtension.values())
                .filter(extension -> word(extension).equals(word))
                .findFirst();
    }

    private static String word(VendorExtension extension) {
        return extension.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
