package io.tagline.edge.settings;

import io.tagline.edge.board.BoardSettings;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.manifest.ManifestSettings;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.uplink.UplinkSettings;
import io.tagline.edge.watch.WatchSettings;
import io.tagline.settings.Environment;
import io.tagline.settings.KnownKey;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsSource;
import io.tagline.wire.AgentAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything in {@code agent.yaml}, read once at the start. {@code EdgeAgent} hands each part to the one thing that it is
 * about. The settings reference in {@code firmware-config/} says what each key means.
 *
 * @param address site and agent
 * @param dataDir folder of the journal
 * @param uplink the broker, how to log in there, how often health goes to the hub
 */
public record AgentSettings(
        AgentAddress address,
        Path dataDir,
        UplinkSettings uplink,
        List<ReaderSettings> readers,
        List<PortalSettings> portals,
        List<SignalSettings> signals,
        JournalSettings journal,
        PassageSettings passage,
        WatchSettings watch,
        ManifestSettings manifest,
        HttpSettings http,
        BoardSettings board,
        Optional<PlcSettings> plc) {

    /**
     * What a variable of the environment starts with: {@code TAGLINE_AGENT_DATA_DIR} is {@code data-dir}. The hub's start
     * with {@code TAGLINE_} alone; both may run in one environment, and must not share a port or a folder by it.
     */
    public static final String ENVIRONMENT_PREFIX = "TAGLINE_AGENT_";

    public AgentSettings {
        readers = List.copyOf(readers);
        portals = List.copyOf(portals);
        signals = List.copyOf(signals);
    }

    /**
     * Reads and checks {@code agent.yaml}, the profiles it names and the secrets it points at.
     *
     * @throws SettingsException with every problem at once
     */
    public static AgentSettings read(Path file, Map<String, String> environment) throws SettingsException {
        return SettingsFile.read(file, new Environment(environment, ENVIRONMENT_PREFIX), AgentSettingsReader::read);
    }

    /** As {@link #read(Path, Map)}, from text in hand and without the environment. */
    public static AgentSettings read(SettingsSource source) throws SettingsException {
        return SettingsFile.read(source, Environment.none(), AgentSettingsReader::read);
    }

    /** Folder of certificates, our own and those of PLCs. */
    public Path pki() {
        return dataDir.resolve("pki");
    }

    /** The antennas of all portals, numbered through. */
    public PortalMap portalMap() {
        List<PortalAntenna> antennas = new ArrayList<>();
        for (PortalSettings portal : portals) {
            for (PortalSettings.Antenna antenna : portal.antennas()) {
                antennas.add(new PortalAntenna(
                        portal.id(), antenna.reader(), antenna.antenna(), antenna.side(), antennas.size()));
            }
        }
        return new PortalMap(antennas);
    }

    /** The photo-eyes of all portals. */
    public List<EyeSettings> eyes() {
        return portals.stream().flatMap(portal -> portal.eyes().stream()).toList();
    }

    /** Every key of {@code agent.yaml}. */
    public static List<KnownKey> knownKeys() {
        return SettingsFile.keysOf(AgentSettingsReader::read);
    }
}
