package io.tagline.hub.crm.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.PatientWriter;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** As after a hub was put back from a backup: each request is a part of the budget. */
    @Test
    void recordsThatAreThereTakeAFewRequestsHoweverManyTheyAre() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            writes.add(entry("e-" + i));
        }
        peer.write(writes.subList(0, 39));
        long before = crm.counts().requests();
        assertThat(peer.write(writes).subList(0, 39)).containsOnly(new Outcome.Exists());
        // refused, looked for, the one that is left, its version
        assertThat(crm.counts().requests() - before).isEqualTo(4);
    }

    @Test
    void transactionsInEachOthersWayComeLater() throws Exception {
        crm.quirks().with(Quirk.LOCKED_ROWS, 1);
        assertThat(peer.write(List.of(entry("e-1"), entry("e-2")))).hasOnlyElementsOfType(Outcome.Later.class);
        assertThat(crm.store().all("x_tagline_event")).isEmpty();
    }

    /** Several entries of an order go in one request. */
    @Test
    void ofAnOrdersEntriesNoneIsMadeAfterOneThatWasRefused() throws Exception {
        assertThat(peer.traits("x_tagline_event").ordered()).isTrue();
        Value one = order("o-1");
        Value other = order("o-2");
        crm.store().refuse("x_tagline_event", event -> "e-2".equals(event.get(OdooFake.KEY_FIELD)), "not on a Sunday");
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writes.add(entry("e-" + i, i % 2 == 0 ? one : other));
        }
        List<Outcome> outcomes = peer.write(writes);
        assertThat(crm.store().keysAsMade("x_tagline_event")).containsExactly("e-0", "e-1", "e-3", "e-5", "e-7");
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Refused.class);
        assertThat(List.of(outcomes.get(4), outcomes.get(6))).hasOnlyElementsOfType(Outcome.Later.class);
        assertThat(List.of(outcomes.get(0), outcomes.get(1), outcomes.get(3), outcomes.get(5), outcomes.get(7)))
                .hasOnlyElementsOfType(Outcome.Done.class);
    }

    private Value order(String key) throws PeerException {
        Outcome made = peer.write(List.of(Write.create(UUID.randomUUID(), "sale.order", key, Map.of())))
                .get(0);
        return new Value.Link("sale.order", key, Optional.of(((Outcome.Done) made).remoteId()));
    }

    private static Write entry(String key, Value order) {
        return Write.create(
                UUID.randomUUID(), "x_tagline_event", key, Map.of("x_text", new Value.Text(key), "x_order", order));
    }

    @Test
    void linkToARecordThatIsNotThereYetComesLater() throws Exception {
        Write order = Write.create(
                UUID.randomUUID(),
                "sale.order",
                "o-1",
                Map.of("partner_id", new Value.Link("res.partner", "c-9", Optional.empty())));
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
