package io.tagline.hub.settings;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.SiteKind;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A depot or post office.
 *
 * @param id as in the topics of its agents
 * @param name as staff call it
 * @param place town, as customers see it
 * @param kind what it is for
 */
public record SiteSettings(
        String id, String name, String place, ZoneId timeZone, SiteKind kind, List<PortalSettings> portals) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** What a passage can mean: an order is registered by coming in, and nobody sets a portal up to be unclear. */
    private static final Set<EventKind> MEANT = Arrays.stream(EventKind.values())
            .filter(EventKind::isPassage)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventKind.class)));

    private static final String MEANINGS = MEANT.stream().map(EventKind::code).collect(Collectors.joining(", "));

    public SiteSettings {
        portals = List.copyOf(portals);
    }

    /**
     * A door, tunnel or gate.
     *
     * @param in what a parcel's way in means
     * @param out what its way out means
     */
    public record PortalSettings(String id, String name, EventKind in, EventKind out) {}

    static List<SiteSettings> listOf(SettingsNode root, ZoneId zone) {
        Set<String> ids = new HashSet<>();
        return root.list("sites", 0, site -> of(site, zone, ids));
    }

    private static SiteSettings of(SettingsNode site, ZoneId zone, Set<String> ids) {
        String id = id(site, ids, "site");
        String name = site.text("name").orElse(id);
        Set<String> portalIds = new HashSet<>();
        return new SiteSettings(
                id,
                name,
                site.text("place").orElse(name),
                zone(site).orElse(zone),
                site.oneOf("kind", SiteKind.class).orElse(SiteKind.SORTING),
                site.list("portals", 0, portal -> portalOf(portal, portalIds)));
    }

    private static PortalSettings portalOf(SettingsNode portal, Set<String> ids) {
        String id = id(portal, ids, "portal");
        return new PortalSettings(
                id,
                portal.text("name").orElse(id),
                meaning(portal, "in").orElse(EventKind.ARRIVED),
                meaning(portal, "out").orElse(EventKind.DEPARTED));
    }

    private static Setting<EventKind> meaning(SettingsNode portal, String key) {
        return portal.text(key).as("one of " + MEANINGS, code -> EventKind.ofCode(code)
                .filter(MEANT::contains)
                .orElseThrow(() -> new IllegalArgumentException("no passage means that")));
    }

    private static String id(SettingsNode node, Set<String> taken, String what) {
        String id = node.text("id", ID, "an id of 1-64 lower-case letters, digits and hyphens")
                .required();
        if (node.has("id") && !taken.add(id)) {
            node.refuse("id", id + " names two " + what + "s; expected each id once");
        }
        return id;
    }

    static Setting<ZoneId> zone(SettingsNode node) {
        return node.text("time-zone").as("a time zone such as America/Toronto", SiteSettings::zoneOf);
    }

    private static ZoneId zoneOf(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown to this Java", e);
        }
    }
}
