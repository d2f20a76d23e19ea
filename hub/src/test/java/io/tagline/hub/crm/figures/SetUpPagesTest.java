package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.FileMapping;
import io.tagline.hub.crm.mapping.MappingCheck;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A CRM that is set up as its page says is what the shipped mapping needs, and what the figures are measured against. */
final class SetUpPagesTest {
    private static CrmSettings settings(CrmKind kind, Org org) {
        CrmBudget budget = new CrmBudget(100, Duration.ofSeconds(1), 1);
        return new CrmAtHand(kind, org.crm().uri(), budget, Set.of()).settings();
    }

    @ParameterizedTest
    @EnumSource(
            value = CrmKind.class,
            names = {"SALESFORCE", "DYNAMICS"})
    void theShippedMappingFits(CrmKind kind) throws Exception {
        try (Org org = Org.start(kind, Quirks.none());
                Peer peer = Peers.open(settings(kind, org), InstantSource.system())) {
            CrmSettings settings = settings(kind, org);
            FileMapping mapping = FileMapping.of(
                    settings,
                    new MappingSurroundings(
                            TestHub.SITES, ZoneOffset.UTC, Optional.of("https://track.example.org/track/"), Set.of()));
            PeerSchema schema = schema(peer, settings);
            assertThat(MappingCheck.of(mapping, schema, peer::traits)).isEmpty();
        }
    }

    /** The settings of the figures give a CRM a second, which the first request of a process may take. */
    private static PeerSchema schema(Peer peer, CrmSettings settings) throws Exception {
        for (int again = 10; again > 0; again--) {
            try {
                return peer.schema(settings.mapping().models());
            } catch (PeerAwayException slow) {
                assertThat(slow).hasMessageContaining("no whole answer");
            }
        }
        throw new AssertionError("it never answered in time");
    }

    @ParameterizedTest
    @EnumSource(
            value = CrmKind.class,
            names = {"SALESFORCE", "DYNAMICS"})
    void thePageAndTheMappingNameTheSameFieldsAndWays(CrmKind kind) {
        SetUpPage page = SetUpPage.of(kind);
        Map<String, Set<String>> named = new TreeMap<>();
        page.models().forEach((model, fields) -> named.put(model, new TreeSet<>(fields.keySet())));
        Map<String, Set<String>> mapped = new TreeMap<>();
        Map<String, String> ways = new TreeMap<>();
        try (Org org = Org.start(kind, Quirks.none())) {
            settings(kind, org).mapping().shapes().forEach((model, shape) -> {
                Set<String> fields = new TreeSet<>(shape.fields());
                fields.add(shape.keyField().orElseThrow());
                mapped.put(model, fields);
                shape.links().forEach((field, link) -> link.navigation()
                        .ifPresent(way -> ways.put(model + "." + field, way)));
            });
        }
        assertThat(named).isEqualTo(mapped);
        assertThat(page.navigations()).isEqualTo(ways);
    }
}
