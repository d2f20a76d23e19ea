package io.tagline.hub.crm.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.PatientWriter;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OdooPeerTest {
    private final FakeCrm crm = OdooFake.start(Quirks.seeded(7));
    private final OdooPeer peer = peer(crm, OdooSettings.Api.JSON_2, Duration.ofSeconds(5));

    private static OdooPeer peer(FakeCrm crm, OdooSettings.Api api, Duration longest) {
        return OdooContract.peer(crm.uri(), api, OdooFake.API_KEY, longest);
    }

    @AfterEach
    void end() {
        peer.close();
        crm.close();
        assertThat(crm.faults()).isEmpty();
    }

    private static Write partner(String key, String name) {
        return Write.create(UUID.randomUUID(), "res.partner", key, Map.of("name", new Value.Text(name)));
    }

    private static Write entry(String key) {
        return Write.create(UUID.randomUUID(), "x_tagline_event", key, Map.of("x_text", new Value.Text("Arrived")));
    }

    /** A person's edit within the second of ours is another version, as somebody else made it. */
    @Test
    void editOfAPersonIsNotOverwritten() throws Exception {
        Outcome.Done done =
                (Outcome.Done) peer.write(List.of(partner("c-1", "Ann"))).get(0);
        assertThat(done.version()).isPresent();
        crm.store().edit("res.partner", done.remoteId(), Map.of("name", "Anna"));
        Write stale = partner("c-1", "Ann B").onto(done.remoteId(), done.version());
        assertThat(peer.write(List.of(stale))).containsExactly(new Outcome.Changed());
        Found now = peer.find("res.partner", List.of("c-1"), Set.of("name")).get(0);
        assertThat(now.fields()).containsEntry("name", new Value.Text("Anna"));
        assertThat(peer.write(List.of(partner("c-1", "Ann B").onto(done.remoteId(), now.version()))))
                .hasOnlyElementsOfType(Outcome.Done.class);
    }

    @Test
    void recordOfAKeyThatIsThereExistsAndItsNeighboursAreDone() throws Exception {
        peer.write(List.of(entry("e-3")));
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            writes.add(entry("e-" + i));
        }
        List<Outcome> outcomes = peer.write(writes);
        assertThat(outcomes.get(3)).isEqualTo(new Outcome.Exists());
        outcomes = new ArrayList<>(outcomes);
        outcomes.remove(3);
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class);
        assertThat(crm.store().all("x_tagline_event")).hasSize(9);
    }

    @Test
    void transactionsInEachOthersWayComeLater() throws Exception {
        crm.quirks().with(Quirk.LOCKED_ROWS, 1);
        assertThat(peer.write(List.of(entry("e-1"), entry("e-2")))).hasOnlyElementsOfType(Outcome.Later.class);
        assertThat(crm.store().all("x_tagline_event")).isEmpty();
    }

    @Test
    void linkToARecordThatIsNotThereYetComesLater() throws Exception {
        Write order = Write.create(
                UUID.randomUUID(),
                "sale.order",
                "o-1",
                Map.of("partner_id", new Value.Link("res.partner", "c-9", java.util.Optional.empty())));
        assertThat(peer.write(List.of(order)).get(0)).isInstanceOf(Outcome.Later.class);
    }

    /** The one with a constraint on its key, and the one where nothing but looking first keeps two records apart. */
    @ParameterizedTest
    @EnumSource(OdooSettings.Api.class)
    void everyQuirkAtOnceAndEachEntryIsThereOnceInOrder(OdooSettings.Api api) throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (FakeCrm wild = OdooFake.start(Quirks.all(seed));
                OdooPeer careful = peer(wild, api, Duration.ofMillis(80))) {
            PatientWriter writer = new PatientWriter(careful);
            writer.writeAll(PatientWriter.entries(30, 5, OdooPeerTest::entry));
            PatientWriter.assertOnceInOrder(wild.store().keysAsMade("x_tagline_event"), 30, 5);
            writer.writeAll(PatientWriter.entries(30, 3, key -> partner(key, "Ann")));
            PatientWriter.assertOnceInOrder(wild.store().keysAsMade("res.partner"), 30, 3);
            assertThat(writer.refused()).as("seed %d", seed).isEmpty();
            assertThat(wild.faults()).isEmpty();
        }
    }
}
