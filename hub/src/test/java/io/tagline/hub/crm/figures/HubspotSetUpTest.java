package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.FileMapping;
import io.tagline.hub.crm.mapping.Finding;
import io.tagline.hub.crm.mapping.MappingCheck;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shipped for HubSpot, against an account made ready as the page for administrators has it. */
final class HubspotSetUpTest {
    private final FakeCrm crm = HubspotFake.start(Quirks.none());
    private final CrmSettings settings = new CrmAtHand(
                    CrmKind.HUBSPOT, crm.uri(), new CrmBudget(100, Duration.ofSeconds(1), 4), Set.of())
            .settings(Duration.ofSeconds(20));
    private final Peer peer = Peers.open(settings, InstantSource.system());

    @AfterEach
    void end() {
        peer.close();
        crm.close();
    }

    private List<Finding> findings() throws PeerException {
        FileMapping mapping = FileMapping.of(
                settings,
                new MappingSurroundings(
                        TestHub.SITES,
                        ZoneId.of("America/Toronto"),
                        Optional.of("https://track.example.org/track/"),
                        Set.of()));
        return MappingCheck.of(mapping, peer.schema(settings.mapping().models()), peer::traits);
    }

    @Test
    void accountMadeReadyAsThePageSaysFitsTheMapping() throws Exception {
        HubspotSetUp.of(crm);
        assertThat(findings()).isEmpty();
    }

    @Test
    void pageHasNothingMadeThatTheMappingDoesNotUse() throws Exception {
        HubspotSetUp.of(crm);
        PeerSchema schema = peer.schema(settings.mapping().models());
        settings.mapping().shapes().forEach((model, shape) -> {
            Set<String> used = new TreeSet<>(shape.fields());
            used.addAll(shape.links().keySet());
            used.add("tagline_id");
            assertThat(Objects.requireNonNull(schema.models().get(model))
                            .fields()
                            .keySet())
                    .as(model)
                    .containsExactlyInAnyOrderElementsOf(used);
        });
    }

    @Test
    void propertyOrAssociationThatSomebodyForgotIsNamed() throws Exception {
        HubspotSetUp.of(crm);
        crm.store().removeField("orders", "tagline_expected");
        HubspotFake.forbid(crm, "tickets", "contacts");
        assertThat(findings())
                .allMatch(Finding::fatal)
                .extracting(Finding::where)
                .containsExactlyInAnyOrder("order.fields.tagline_expected", "case.fields.tagline_customer");
    }
}
