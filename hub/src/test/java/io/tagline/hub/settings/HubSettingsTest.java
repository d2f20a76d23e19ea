package io.tagline.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.certificates.TestAuthority;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.notify.MailRelay;
import io.tagline.hub.notify.Milestone;
import io.tagline.settings.KnownKey;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {

    private static final Path DOCUMENT = Path.of("docs/settings.md");

    @TempDir
    Path folder;

    private HubSettings read(String yaml, Map<String, String> environment) throws IOException, SettingsException {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(file, yaml);
        return HubSettings.read(Optional.of(file), environment);
    }

    private String problems(String yaml) {
        return String.valueOf(catchThrowableOfType(SettingsException.class, () -> read(yaml, Map.of()))
                .getMessage());
    }

    @Test
    void nothingSetIsAHubOnThisMachineOnly() throws Exception {
        HubSettings settings = HubSettings.read(Optional.empty(), Map.of());
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.mqtt().port()).isEqualTo(1883);
        assertThat(settings.mqtt().anonymous()).isFalse();
        assertThat(settings.databaseUrl()).isEmpty();
    }

    @Test
    void theFixedVariablesOverrideTheFile() throws Exception {
        HubSettings settings = read(
                "http: { port: 80 }",
                Map.of(
                        "TAGLINE_HTTP_PORT", "8081",
                        "TAGLINE_MQTT_PORT", "1884",
                        "TAGLINE_MQTT_ANONYMOUS", "true",
                        "TAGLINE_DATA_DIR", "/srv/tagline",
                        "TAGLINE_DATABASE_URL", "postgres://u:p@db/tagline",
                        "TAGLINE_ADMIN_PASSWORD", "a-long-password",
                        "TAGLINE_API_KEY", "a-key-of-16-and-more"));
        assertThat(settings.http().port()).isEqualTo(8081);
        assertThat(settings.mqtt().port()).isEqualTo(1884);
        assertThat(settings.mqtt().anonymous()).isTrue();
        assertThat(settings.dataDir()).isEqualTo(Path.of("/srv/tagline"));
        assertThat(settings.adminPassword().orElseThrow().reveal()).isEqualTo("a-long-password");
        assertThat(settings.toString()).doesNotContain("a-long-password", "a-key-of-16", "u:p@db");
    }

    @Test
    void everyProblemIsSaidAtOnceWithItsLine() {
        assertThat(
                        problems(
                                """
                        data_dir: x
                        http: { port: 70000 }
                        time-zone: Mars/Olympus
                        mqtt: { host: 0.0.0.0, anonymous: true }
                        database-url: mysql://x
                        admin-password: short
                        sites:
                          - { id: Ottawa }
                          - { id: ott-1, portals: [ { id: d }, { id: d, in: teleported } ] }
                        """))
                .contains("hub.yaml:1: data_dir: unknown key", "data-dir")
                .contains("hub.yaml:2: http.port: 70000")
                .contains("hub.yaml:3: time-zone", "Mars/Olympus")
                .contains("hub.yaml:4: mqtt.anonymous", "127.0.0.1")
                .contains("hub.yaml:5: database-url", "jdbc:postgresql://")
                .contains("hub.yaml:6: admin-password: has 5 characters")
                .contains("hub.yaml:8: sites[0].id", "Ottawa")
                .contains("hub.yaml:9", "d names two portals", "teleported")
                .doesNotContain("mysql://x", "short;");
    }

    @Test
    void certificateAndKeyComeTogetherAndMustBeUsable() throws Exception {
        TestAuthority.Issued good = new TestAuthority("post").issue(folder, "localhost");
        HubSettings settings = read(
                """
                http: { host: 0.0.0.0, tls: { certificate: server.pem, key: server.key } }
                mqtt: { tls: { certificate: server.pem, key: server.key } }
                """,
                Map.of());
        assertThat(settings.http().https()).isTrue();
        assertThat(settings.http().exposed()).isFalse();
        assertThat(settings.http().tls()).contains(new TlsSettings(good.certificate(), good.key()));
        assertThat(settings.mqtt().tls().orElseThrow().port()).isEqualTo(8883);

        assertThat(problems("http: { tls: { certificate: server.pem } }"))
                .contains("http.tls.key: missing; expected certificate and key, or neither");
        assertThat(problems("mqtt: { tls: { certificate: server.pem, key: server.pem } }"))
                .contains("mqtt.tls.certificate: ", "server.pem holds no private key");
        assertThat(problems("mqtt: { url: \"tcp://broker\", ca-file: server.pem }"))
                .contains("mqtt.ca-file: is for a broker elsewhere with TLS");
        assertThat(problems("mqtt: { url: \"ssl://broker\", ca-file: none.pem }"))
                .contains("none.pem can't be read");
    }

    @Test
    void whatOtherMachinesReachWithoutTlsIsKnownToBeOpen() throws Exception {
        assertThat(read("http: { host: 0.0.0.0 }", Map.of()).http().exposed()).isTrue();
        assertThat(read("http: { host: 0.0.0.0, behind-proxy: true }", Map.of())
                        .http()
                        .exposed())
                .isFalse();
        assertThat(read("mqtt: { host: 192.0.2.1 }", Map.of()).mqtt().exposed()).isTrue();
        assertThat(read("mqtt: { url: \"tcp://broker.example\" }", Map.of())
                        .mqtt()
                        .exposed())
                .isTrue();
        assertThat(read("{}", Map.of()).mqtt().exposed()).isFalse();
    }

    @Test
    void theExampleOfRulesIsGoodAndWhatItNamesIsUsed() throws Exception {
        HubSettings settings = HubSettings.read(Optional.of(Path.of("rules/hub.yaml")), Map.of());
        PromiseSettings promises = settings.promises();
        assertThat(promises.rules().levels()).hasSize(5);
        assertThat(promises.rules().routes()).hasSize(1);
        assertThat(promises.rates().services()).containsExactly("express", "standard");
        assertThat(promises.carriers().find("canada-post")).isPresent();
    }

    @Test
    void wrongRulesAreSaidByTheirPlace() throws Exception {
        Files.writeString(folder.resolve("bad.csv"), "weekend: noday");
        assertThat(
                        problems(
                                """
                        calendars:
                          - { id: ca, file: bad.csv }
                          - { id: fr, file: none.csv }
                        service-levels:
                          - { service: Standard, transit-days: 400, cut-off: "25:00", calendar: xx }
                        routes:
                          - { id: r, stops: [ { site: a }, { site: a } ] }
                        """))
                .contains("hub.yaml:2: calendars[0].file", "bad.csv: line 1")
                .contains("hub.yaml:3: calendars[1].file", "none.csv can't be read")
                .contains("service-levels[0].service", "transit-days: 400", "cut-off: 25:00 is not a time of day")
                .contains("calendar: xx is not in calendars")
                .contains("route \"r\" has a site twice");
    }

    @Test
    void careIsReadAndWhatIsWrongWithItIsSaid() throws Exception {
        CareSettings care = read(
                        """
                        care:
                          owner: desk
                          claims: { currency: EUR, rep: 20 }
                          mail: { imap: "imaps://mail.example", smtp: "smtps://mail.example", username: desk, password: very-secret,
                                  from: desk@post.example }
                        case-routing: [ { kind: claim, owner: claims-desk } ]
                        case-targets: [ { kind: complaint, segment: gold, respond: 1h, resolve: 8h } ]
                        """,
                        Map.of())
                .care();
        assertThat(care.rules().owner()).isEqualTo("desk");
        assertThat(care.rules().routings()).hasSize(1);
        assertThat(care.rules().claims().byRole()).containsKeys(Role.REP, Role.SUPERVISOR, Role.ADMIN);
        assertThat(care.mail().orElseThrow().toString()).doesNotContain("very-secret");
        assertThat(
                        problems(
                                """
                        care: { opens: "18:00", closes: "08:00", calendar: xx, mail: { imap: "imaps://mail.example" } }
                        case-targets: [ { kind: wish, respond: 8h, resolve: 1h } ]
                        """))
                .contains("care.calendar: xx is not in calendars", "care.closes", "care.mail.smtp: missing")
                .contains("case-targets[0].kind", "case-targets[0].resolve");
    }

    @Test
    void mailGoesOutByAServerThatIsSafe() throws Exception {
        HubSettings settings = read(
                """
                http: { public-url: "https://track.example.org/" }
                notices:
                  milestones: [ delivered, missing ]
                  services: [ { service: express, milestones: [ out_for_delivery ] } ]
                  language: fr
                  quiet-from: "22:30"
                  mail: { host: mail.example.org, username: hub, password: top-secret, from: "Post <post@example.org>" }
                """,
                Map.of());
        MailRelay relay = settings.notices().mail().orElseThrow();
        assertThat(relay.port()).isEqualTo(587);
        assertThat(relay.security()).isEqualTo(MailRelay.Security.STARTTLS);
        assertThat(settings.toString()).doesNotContain("top-secret");
        assertThat(settings.notices().rules().publicUrl()).contains("https://track.example.org");
        assertThat(settings.notices().rules().usual())
                .containsExactlyInAnyOrder(Milestone.DELIVERED, Milestone.MISSING);

        assertThat(
                        problems(
                                """
                        notices:
                          milestones: [ teleported ]
                          quiet-to: late
                          mail: { host: mail.example.org, username: hub, security: none, from: nobody }
                        """))
                .contains("notices.milestones", "teleported")
                .contains("notices.quiet-to: late")
                .contains("notices.mail.username: goes with a password")
                .contains("notices.mail.security: none is for a mail server on this machine")
                .contains("notices.mail.from: nobody is no sender");
    }

    @Test
    void fieldIsSeenByThoseThatTheSettingsSay() throws Exception {
        HubSettings settings = read(
                "visibility: { customer-phone: supervisors, claim-amount: \"posts claims-desk, audit\" }", Map.of());
        Viewer rep = new Viewer("zoe", Set.of(Role.REP), Optional.empty());
        Viewer clerk = new Viewer("bob", Set.of(Role.REP), Optional.of("audit"));
        assertThat(settings.visibility().allows("customer.phone", rep)).isFalse();
        assertThat(settings.visibility().allows("customer.email", rep)).isTrue();
        assertThat(settings.visibility().allows("claim.amount", rep)).isFalse();
        assertThat(settings.visibility().shown("claim.amount", clerk, Optional.of(5)))
                .contains(5);
        assertThatThrownBy(() -> settings.visibility().allows("customer.fone", rep))
                .hasMessageContaining("field \"customer.fone\": expected one of");

        assertThat(problems("visibility: { customer-phone: everybody, customer-fone: supervisors }"))
                .contains("visibility.customer-phone: everybody", "all-reps, supervisors, or \"posts\"")
                .contains("visibility.customer-fone: unknown key");
    }

    @Test
    void theReferenceNamesEveryKeyAndNoOther() throws IOException {
        Set<String> documented = Pattern.compile("(?m)^\\| `([a-z\\[\\].-]+)` \\|")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known =
                HubSettings.keys().stream().map(KnownKey::path).collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(known);
    }

    @Test
    void theExampleOfTheReferenceIsGood() throws Exception {
        String text = Files.readString(DOCUMENT);
        String example = text.substring(text.indexOf("```yaml") + 7, text.indexOf("```", text.indexOf("```yaml") + 7));
        HubSettings settings = read(example, Map.of());
        assertThat(settings.sites().get(0).portals()).hasSize(2);
        assertThat(settings.http().https()).isTrue();
    }
}
