package io.tagline.edge.settings;

import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.uplink.Credential;
import io.tagline.edge.uplink.UplinkSettings;
import io.tagline.edge.watch.WatchSettings;
import io.tagline.settings.Secret;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsNode;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code agent.yaml} key by key. The order here is the order of the settings reference. */
final class AgentSettingsReader {

    /** Safe as an MQTT topic level, a file name and a URL path segment, as {@link AgentAddress} has it. */
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    static final String AN_ID = "an id (1-64 of a-z, 0-9 and -)";

    /** Prometheus' usual range for exporters starts at 9100; 9464 is the registered one for this kind. */
    private static final int HTTP_PORT = 9464;

    private static final long MIB = 1L << 20;

    private AgentSettingsReader() {}

    static AgentSettings read(SettingsNode root) {
        AgentAddress address = new AgentAddress(
                root.text("site", ID, AN_ID).required(),
                root.text("agent", ID, AN_ID).required());
        Path dataDir = root.path("data-dir").required();
        Duration healthEvery = root.duration("health-interval", Duration.ofSeconds(1), Duration.ofMinutes(5))
                .orElse(Duration.ofSeconds(10));
        UplinkSettings uplink = uplink(root.in("mqtt"), address, healthEvery);
        ReadersReader readers = new ReadersReader();
        List<ReaderSettings> read = readers.read(root);
        EyesReader eyes = new EyesReader(readers.ids());
        PortalsReader portals = new PortalsReader(readers.ids(), eyes);
        List<PortalSettings> portalsRead = portals.read(root);
        List<SignalSettings> lights = new SignalsReader(readers.ids(), portals.ids(), eyes.pins()).read(root);
        Optional<PlcSettings> plc = root.maybe("plc", new PlcReader(address, portals.ids(), lights)::read);
        eyes.check(plc, root.has("plc"));
        return new AgentSettings(
                address,
                dataDir,
                uplink,
                read,
                portalsRead,
                lights,
                journal(root.in("journal"), dataDir),
                passage(root.in("passage")),
                watch(root.in("watch")),
                ManifestReader.read(root.in("manifest")),
                new HttpSettings(root.in("http").portOrZero("port").orElse(HTTP_PORT)),
                BoardReader.read(root.in("board")),
                plc);
    }

    private static UplinkSettings uplink(SettingsNode node, AgentAddress address, Duration healthEvery) {
        Setting<URI> givenUrl = node.url("url", "tcp", "ssl");
        URI url = givenUrl.required();
        Optional<Path> caFile = node.path("ca-file").optional();
        caFile.ifPresent(file -> {
            if (givenUrl.isGiven() && !url.getScheme().equals("ssl")) {
                node.refuse("ca-file", "has no meaning with " + url + "; TLS needs an ssl:// url");
            } else if (!Files.isReadable(file)) {
                node.refuse("ca-file", file + " cannot be read; expected PEM certificates");
            }
        });
        UplinkSettings defaults = UplinkSettings.of(address, url, credential(node), caFile);
        return new UplinkSettings(
                address,
                url,
                defaults.credential(),
                caFile,
                node.integer("window", 1, 64).orElse(defaults.window()),
                defaults.connectTimeout(),
                defaults.receiptTimeout(),
                healthEvery);
    }

    private static Optional<Credential> credential(SettingsNode node) {
        Optional<String> username = node.text("username").optional();
        Setting<Secret> password = node.secret("password");
        Optional<Secret> secret = password.optional();
        boolean passwordNamed = node.has("password") || node.has("password-file");
        if (passwordNamed && username.isEmpty()) {
            node.refuse("username", "missing; expected one with the password, usually site/agent");
        } else if (!passwordNamed && username.isPresent()) {
            node.refuse("password-file", "missing; expected one with the username " + username.get());
        }
        return username.flatMap(name -> secret.map(word -> new Credential(name, word.reveal())));
    }

    private static PassageSettings passage(SettingsNode node) {
        PassageSettings defaults = PassageSettings.defaults();
        return new PassageSettings(
                node.duration("visit-gap", Duration.ofMillis(500), Duration.ofMinutes(10))
                        .orElse(defaults.visitGap()),
                node.integer("minimum-reads", 1, 1_000).orElse(defaults.minimumReads()),
                node.decimal("threshold", 0.51, 0.99)
                        .as("a probability (0.51 to 0.99)", Double::floatValue)
                        .orElse(defaults.threshold()),
                node.integer("max-tags", 100, 100_000).orElse(defaults.maxTags()));
    }

    private static WatchSettings watch(SettingsNode node) {
        WatchSettings defaults = WatchSettings.defaults();
        return WatchSettings.of(
                node.duration("no-reads-after", Duration.ofMinutes(1), Duration.ofDays(365))
                        .orElse(defaults.noReadsAfter()),
                node.bool("compare").orElse(defaults.compare()),
                node.integer("undecided-tags", 0, 1_000).orElse(defaults.undecidedTags()),
                node.duration("reader-clock-limit", Duration.ofMillis(100), Duration.ofDays(36_500))
                        .orElse(defaults.readerClockLimit()));
    }

    private static JournalSettings journal(SettingsNode node, Path dataDir) {
        return new JournalSettings(
                dataDir,
                node.bytes("max-bytes", JournalSettings.LEAST_BYTES, 1024 * 1024 * MIB)
                        .orElse(JournalSettings.DEFAULT_BYTES),
                node.duration("keep-receipted", Duration.ZERO, Duration.ofDays(365))
                        .orElse(JournalSettings.KEEP_RECEIPTED));
    }
}
