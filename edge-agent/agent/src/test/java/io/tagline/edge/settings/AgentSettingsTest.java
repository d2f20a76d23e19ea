package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.uplink.Credential;
import io.tagline.edge.uplink.UplinkSettings;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.settings.Environment;
import io.tagline.settings.Problem;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsSource;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSettingsTest {

    private static final String HEAD =
            """
            site: ott-1
            agent: gw-1
            data-dir: data
            mqtt: { url: "tcp://127.0.0.1:1883" }
            """;

    private static final String READERS = "readers:\n  - { id: dock-a, host: 127.0.0.1 }\n";

    private static final String PORTALS =
            """
            portals:
              - id: door-1
                antennas: [ { reader: dock-a, antenna: 1, side: inside } ]
            """;

    @TempDir
    Path dir;

    @Test
    void theSmallestFileOfTheReadmeIsEnough() throws Exception {
        Files.writeString(dir.resolve("mqtt.secret"), "s3cret\n");
        Path file = Files.writeString(
                dir.resolve("agent.yaml"),
                """
                site: ott-1
                agent: gw-1
                data-dir: /var/lib/tagline
                mqtt: { url: "tcp://127.0.0.1:1883", username: ott-1/gw-1, password-file: mqtt.secret }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: 5084, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                """);
        AgentSettings settings = AgentSettings.read(file, Map.of());
        assertThat(settings.address()).isEqualTo(new AgentAddress("ott-1", "gw-1"));
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/tagline"));
        assertThat(settings.uplink())
                .isEqualTo(UplinkSettings.of(
                        settings.address(),
                        URI.create("tcp://127.0.0.1:1883"),
                        Optional.of(new Credential("ott-1/gw-1", "s3cret")),
                        Optional.empty()));
        assertThat(settings.readers()).singleElement().satisfies(reader -> {
            assertThat(reader.address()).isEqualTo(new ReaderAddress.Dial("127.0.0.1", 5084));
            assertThat(reader.profile()).isEqualTo(profile("portal-dense"));
        });
        assertThat(settings.portals()).singleElement().satisfies(portal -> assertThat(portal.antennas())
                .containsExactly(
                        new PortalSettings.Antenna(new ReaderId("dock-a"), 1, Side.INSIDE),
                        new PortalSettings.Antenna(new ReaderId("dock-a"), 2, Side.OUTSIDE)));
        assertThat(settings.journal())
                .isEqualTo(new JournalSettings(Path.of("/var/lib/tagline"), 2L << 30, Duration.ofDays(7)));
        assertThat(settings.http().port()).isEqualTo(9464);
        assertThat(settings.passage()).isEqualTo(PassageSettings.defaults());
    }

    @Test
    void settingsNeverShowThePassword() throws Exception {
        AgentSettings settings = AgentSettings.read(
                source(HEAD.replace("1883\"", "1883\", username: me, password: hunter2") + READERS + PORTALS));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThat(
                        problems(
                                """
                        site: Ottawa
                        agent: gw-1
                        mqtt: { url: "http://hub:1883", username: gw, pasword-file: x }
                        readers:
                          - { id: dock-a, host: a, port: 70000 }
                          - { id: dock-a, host: b, profile: portal-dens }
                          - { id: dock-c }
                          - { id: dock-d, host: c, listen: 5084 }
                          - { id: dock-e, listen: 5085, allow: [ reader.local ] }
                          - { id: dock-f, listen: 5085 }
                        portals:
                          - id: door-1
                            antennas:
                              - { reader: dock-a, antenna: 1, side: inside }
                              - { reader: dock-b, antenna: 2, side: outside }
                              - { reader: dock-c, antenna: 0, side: left }
                          - id: door-1
                            antennas: [ { reader: dock-a, antenna: 1, side: outside } ]
                          - id: door-3
                            antennas: []
                          - id: door-4
                        """))
                .containsExactly(
                        "agent.yaml:1: site: Ottawa is not an id (1-64 of a-z, 0-9 and -)",
                        "agent.yaml:1: data-dir: missing; expected a path",
                        "agent.yaml:3: mqtt.url: http://hub:1883 is not a URL tcp://host:port or ssl://host:port without"
                                + " user name",
                        "agent.yaml:3: mqtt.password-file: missing; expected one with the username gw",
                        "agent.yaml:3: mqtt.pasword-file: unknown key; did you mean \"password-file\"?",
                        "agent.yaml:5: readers[0].port: 70000 is not a port (1-65535)",
                        "agent.yaml:6: readers[1].id: dock-a is already the reader at agent.yaml:5",
                        "agent.yaml:6: readers[1].profile: portal-dens is neither a profile that ships with the agent"
                                + " (conveyor, generic, impinj, portal-dense, portal-fast, zebra) nor the file "
                                + dir.resolve("profiles/portal-dens.yaml"),
                        "agent.yaml:7: readers[2].host: expected either host (we call the reader) or listen (it calls us)",
                        "agent.yaml:8: readers[3].listen: expected either host (we call the reader) or listen (it calls"
                                + " us)",
                        "agent.yaml:9: readers[4].allow[0]: reader.local is not an IP address",
                        "agent.yaml:10: readers[5].listen: 5085 is already listened on for the reader at agent.yaml:9",
                        "agent.yaml:15: portals[0].antennas[1].reader: dock-b is not a reader of this file; known:"
                                + " dock-a, dock-c, dock-d, dock-e, dock-f",
                        "agent.yaml:16: portals[0].antennas[2].antenna: 0 is not a whole number (1-65535)",
                        "agent.yaml:16: portals[0].antennas[2].side: left is not one of inside, outside",
                        "agent.yaml:17: portals[1].id: door-1 is already the portal at agent.yaml:12",
                        "agent.yaml:18: portals[1].antennas[0].antenna: antenna 1 of reader dock-a already belongs to"
                                + " portal door-1 at agent.yaml:14",
                        "agent.yaml:20: portals[2].antennas: has 0 elements; at least 1 expected",
                        "agent.yaml:21: portals[3].antennas: missing; expected a list of at least 1");
    }

    @Test
    void aReaderThatCallsUsNeedsNoListOfCallers() throws SettingsException {
        String readers = READERS.replaceFirst("host: [0-9.]+", "listen: 5084");
        assertThat(readers).contains("listen: 5084");
        assertThat(AgentSettings.read(source(HEAD + readers + PORTALS))
                        .readers()
                        .get(0)
                        .address())
                .isInstanceOfSatisfying(ReaderAddress.Listen.class, listen -> assertThat(listen.allowed())
                        .isEmpty());
    }

    @Test
    void aCaFileNeedsTlsAndMustBeReadable() {
        assertThat(problems(HEAD.replace("1883\"", "1883\", ca-file: ca.pem") + READERS + PORTALS))
                .containsExactly("agent.yaml:4: mqtt.ca-file: has no meaning with tcp://127.0.0.1:1883; TLS needs an"
                        + " ssl:// url");
        assertThat(problems(
                        HEAD.replace("tcp:", "ssl:").replace("1883\"", "1883\", ca-file: ca.pem") + READERS + PORTALS))
                .containsExactly("agent.yaml:4: mqtt.ca-file: " + dir.resolve("ca.pem")
                        + " cannot be read; expected PEM certificates");
    }

    @Test
    void aDepotTunesItsOwnProfile() throws Exception {
        Files.createDirectory(dir.resolve("profiles"));
        Files.writeString(dir.resolve("profiles/cage.yaml"), "session: 2\ntag-population: 200\n");
        AgentSettings settings =
                AgentSettings.read(source(HEAD + READERS.replace(" }", ", profile: cage }") + PORTALS));
        assertThat(settings.readers().get(0).profile().session()).hasValue(2);
        assertThat(settings.readers().get(0).profile().tagPopulation()).hasValue(200);
    }

    @Test
    void aProblemInAProfileCarriesTheProfilesName() throws Exception {
        Files.writeString(dir.resolve("cage.yaml"), "sesion: 2\nkeepalive: 0s\n");
        assertThat(problems(HEAD + READERS.replace(" }", ", profile: ./cage.yaml }") + PORTALS))
                .containsExactly(
                        "cage.yaml:1: sesion: unknown key; did you mean \"session\"?",
                        "cage.yaml:2: keepalive: 0s is not a duration with its unit ms, s, m, h or d (1s-2m)");
    }

    /** The program of a PLC names hundreds of nodes; a mix-up should be found before the belt runs. */
    @Test
    void nodesOfThePlcAreCheckedAgainstThePortalsAndEachOther() {
        assertThat(
                        problems(
                                HEAD + READERS + PORTALS
                                        + """
                        plc:
                          url: "opc.tcp://10.0.0.5:4840"
                          username: tagline
                          password: x
                          nodes:
                            - { signal: photo-eye, portal: door-2, node: "ns=2;s=Eye" }
                            - { signal: encoder, lane: 3, node: "ns=2;s=Encoder" }
                            - { signal: encoder, node: "Encoder" }
                            - { signal: lane-full, lane: 1, node: "ns=2;s=Lane1" }
                            - { signal: lane-full, lane: 1, node: "ns=2;s=Lane2" }
                            - { signal: divert-sequence, node: "ns=2;s=Divert" }
                        """))
                .containsExactly(
                        "agent.yaml:14: plc.nodes: divert-sequence needs a node for divert-lane as well",
                        "agent.yaml:14: plc.nodes: divert-sequence needs a node for divert-acknowledged as well",
                        "agent.yaml:15: plc.nodes[0].portal: door-2 is not a portal of this file; known: door-1",
                        "agent.yaml:16: plc.nodes[1].lane: has no meaning with encoder; lanes have lane-full",
                        "agent.yaml:17: plc.nodes[2].node: Encoder is not a node id like ns=2;s=Line1.Eye",
                        "agent.yaml:19: plc.nodes[4].signal: lane-full of lane 1 is already the node at agent.yaml:18");
    }

    @Test
    void theEnvironmentOverridesTheFile() throws Exception {
        Path file = Files.writeString(dir.resolve("agent.yaml"), HEAD + READERS + PORTALS);
        AgentSettings settings = AgentSettings.read(
                file,
                Map.of(
                        "TAGLINE_AGENT_DATA_DIR",
                        "/srv/t",
                        "TAGLINE_AGENT_HTTP_PORT",
                        "0",
                        "TAGLINE_AGENT_MQTT_USERNAME",
                        "me",
                        "TAGLINE_AGENT_MQTT_PASSWORD",
                        "from-env"));
        assertThat(settings.dataDir()).isEqualTo(Path.of("/srv/t"));
        assertThat(settings.http().port()).isZero();
        assertThat(settings.uplink().credential()).contains(new Credential("me", "from-env"));
    }

    private static ReaderProfile profile(String name) throws SettingsException {
        return SettingsFile.read(ReaderProfiles.shipped(name), Environment.none(), ProfileReader::read);
    }

    private SettingsSource source(String yaml) {
        return new SettingsSource("agent.yaml", yaml, dir);
    }

    private List<String> problems(String yaml) {
        SettingsException e = catchThrowableOfType(SettingsException.class, () -> AgentSettings.read(source(yaml)));
        assertThat(e).as("problems in %s", yaml).isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }
}
