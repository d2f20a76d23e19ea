package io.tagline.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmSettingsTest {
    /** One of each, with what it needs. */
    private static final String ALL =
            """
            sites: [ { id: ott-1 } ]
            crm:
              - { id: erp, kind: tryton, url: "https://erp.example.org", database: post, username: hub, password-file: crm.secret,
                  sites: [ott-1], dry-run: true, budget: { requests: 20, window: 1s, concurrent: 2 }, pull-every: 1m,
                  first-sync: [customer, order], longest-request: 90s, paused: true,
                  hook-secret-file: call.secret, new-customers: true, compare-every: 12h, repair: true }
              - { id: sales, kind: salesforce, url: "https://post.my.salesforce.com", client-id: app, client-secret-file: crm.secret }
              - { id: marketing, kind: hubspot, token-file: crm.secret }
              - { id: service, kind: dynamics, url: "https://post.crm4.dynamics.com", tenant: t, client-id: app,
                  client-secret-file: crm.secret }
              - { id: shop, kind: odoo, url: "https://shop.example.org", database: post, password-file: crm.secret }
              - { id: desk, kind: webhook, url: "https://desk.example.org/in", secret-file: hook.secret }
              - { id: files, kind: drop, folder: out }
              - { id: bank, kind: drop, url: "sftp://files.example.org/in", username: post, password-file: crm.secret,
                  host-key: "SHA256:ZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U" }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() throws Exception {
        Files.writeString(folder.resolve("crm.secret"), "a-secret-of-the-crm\n");
        Files.writeString(folder.resolve("call.secret"), "a-secret-that-a-crm-calls-with-0001\n");
        Files.writeString(folder.resolve("hook.secret"), "whsec_" + "QUJD".repeat(11) + "\n");
    }

    private List<CrmSettings> read(String yaml) throws Exception {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(file, yaml);
        return HubSettings.read(Optional.of(file), Map.of()).crm();
    }

    private String problems(String yaml) {
        return String.valueOf(
                catchThrowableOfType(SettingsException.class, () -> read(yaml)).getMessage());
    }

    @Test
    void everyKindIsReadAndHasAConnectorAndAMapping() throws Exception {
        List<CrmSettings> all = read(ALL);
        CrmSettings erp = all.get(0);
        assertThat(erp.kind()).isEqualTo(CrmKind.TRYTON);
        assertThat(erp.sites()).containsExactly("ott-1");
        assertThat(erp.firstSync()).containsExactlyInAnyOrder(Entity.CUSTOMER, Entity.ORDER);
        assertThat(erp.dryRun()).isTrue();
        assertThat(erp.paused()).isTrue();
        assertThat(erp.newCustomers()).isTrue();
        assertThat(erp.compareEvery()).isEqualTo(Duration.ofHours(12));
        assertThat(erp.repair()).isTrue();
        assertThat(all.get(1).newCustomers()).isFalse();
        assertThat(all.get(1).compareEvery()).isEqualTo(Duration.ofDays(1));
        assertThat(all.get(1).repair()).isFalse();
        assertThat(erp.budget().requests()).isEqualTo(20);
        assertThat(erp.longestRequest()).contains(Duration.ofSeconds(90));
        assertThat(erp.login().password().orElseThrow().reveal()).isEqualTo("a-secret-of-the-crm");
        assertThat(all.toString()).doesNotContain("a-secret-of-the-crm", "whsec_");
        for (CrmSettings crm : all) {
            try (Peer peer = Peers.open(crm, InstantSource.system())) {
                for (String model : crm.mapping().models()) {
                    assertThat(peer.traits(model).batch())
                            .as(crm.id() + " " + model)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void whatAKindNeedsAndWhatIsForOthersIsSaid() {
        assertThat(
                        problems(
                                """
                        crm:
                          - { id: erp, kind: tryton, url: "https://erp.example.org", database: post, token: x }
                          - { id: erp, kind: webhook, url: "https://desk.example.org/in", secret: short }
                          - { id: files, kind: drop }
                          - { id: Sales, kind: siebel, sites: [mtl-1] }
                          - { id: far, kind: tryton, url: "http://erp.example.org", database: d, username: u, password: p }
                          - { id: bank, kind: drop, url: "sftp://files.example.org/in", username: post, password: p }
                        """))
                .contains("hub.yaml:2: crm[0].username: missing; tryton needs username")
                .contains("crm[0].password: missing; tryton needs password-file")
                .contains("crm[0].token: is not for tryton; expected database, username, password only")
                .contains("hub.yaml:3: crm[1].secret: is no secret of a webhook; expected whsec_")
                .contains("crm[1].id: erp names two CRMs")
                .contains(
                        "hub.yaml:4: crm[2].folder: expected either a folder of this machine or the url of an SFTP server")
                .contains(
                        "hub.yaml:5: crm[3].kind: siebel is not one of tryton, salesforce, hubspot, dynamics, odoo, webhook, drop")
                .contains("crm[3].sites: mtl-1 is not in sites")
                .contains("hub.yaml:6: crm[4].url: http://erp.example.org is not safe on a network; expected https")
                .contains("hub.yaml:7: crm[5].host-key: missing; drop needs host-key");
    }

    @Test
    void aMappingOfOnesOwnIsReadBesideAndItsProblemsAreSaidWithItsLines() throws Exception {
        Files.writeString(
                folder.resolve("own.yaml"),
                """
                places:
                  customer:
                    entity: customer
                    model: party.party
                    key: "{customer.id}"
                    fields: { name: { from: customer.nam } }
                """);
        String own =
                "crm: [ { id: erp, kind: tryton, url: \"https://erp.example.org\", database: d, username: u, password: p, mapping: %s } ]";
        assertThat(problems(own.formatted("own.yaml")))
                .contains("own.yaml:6: places.customer.fields.name.from: customer.nam is no field of the hub's");
        assertThat(problems(own.formatted("none.yaml"))).contains("crm[0].mapping", "none.yaml does not exist");
        Files.writeString(
                folder.resolve("own.yaml"),
                Files.readString(folder.resolve("own.yaml")).replace("customer.nam ", "customer.name "));
        assertThat(read(own.formatted("own.yaml")).get(0).mapping().models()).containsExactly("party.party");
    }
}
