package io.tagline.hub.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.FakeField;
import io.tagline.hub.crm.fake.http.FakeModel;
import io.tagline.hub.crm.fake.http.FakeRow;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.PatientWriter;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.settings.Secret;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HubspotPeerTest {
    private final FakeCrm crm = HubspotFake.start(Quirks.seeded(7));
    private final HubspotPeer peer = peer(crm, HubspotFake.TOKEN);

    static HubspotPeer peer(FakeCrm crm, String token) {
        return peer(crm, token, Duration.ofSeconds(5));
    }

    static HubspotPeer peer(FakeCrm crm, String token, Duration longest) {
        return peer(crm.uri(), token, longest);
    }

    static HubspotPeer peer(URI address, String token, Duration longest) {
        return new HubspotPeer(
                new HubspotSettings(
                        address,
                        new Secret(token),
                        Map.of(
                                "companies", new HubspotSettings.Model(HubspotFake.KEY, Map.of()),
                                "p_tagline_order",
                                        new HubspotSettings.Model(HubspotFake.KEY, Map.of("company", "companies")),
                                "p_tagline_event",
                                        new HubspotSettings.Model(
                                                HubspotFake.KEY,
                                                Map.of("company", "companies", "order", "p_tagline_order"))),
                        HttpLimits.USUAL.within(Duration.ofSeconds(5)),
                        longest),
                InstantSource.system());
    }

    @AfterEach
    void end() {
        peer.close();
        crm.close();
        assertThat(crm.faults()).isEmpty();
    }

    private static Write company(String key, String name) {
        return Write.create(UUID.randomUUID(), "companies", key, Map.of("name", new Value.Text(name)));
    }

    private String made(String key, String name) throws Exception {
        return ((Outcome.Done) peer.write(List.of(company(key, name))).get(0)).remoteId();
    }

    @Test
    void checkNamesTheAccountAndAWrongTokenCloses() throws Exception {
        assertThat(peer.check()).contains("4711");
        try (HubspotPeer stranger = peer(crm, "pat-wrong")) {
            PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, stranger::check);
            assertThat(closed.why()).isEqualTo(PeerClosedException.Why.CREDENTIALS);
            assertThat(closed).hasMessageNotContaining("pat-wrong");
        }
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        Map<String, Value> fields = Map.of(
                "name", new Value.Text("ژاله & Söhne"),
                "numberofemployees", new Value.Decimal(new BigDecimal("12.50")),
                "tagline_active", new Value.Flag(true),
                "tagline_since", new Value.Day(LocalDate.of(2026, 1, 31)),
                "phone", new Value.Nothing());
        Outcome.Done done =
                (Outcome.Done) peer.write(List.of(Write.create(UUID.randomUUID(), "companies", "c-1", fields)))
                        .get(0);
        Found found =
                peer.find("companies", List.of("c-1", "c-2"), fields.keySet()).get(0);
        assertThat(found.fields()).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(found.version()).isEqualTo(done.version());
    }

    @Test
    void limitGivesItsTimeByItsName() {
        crm.limit(0, Duration.ofSeconds(10));
        PeerBusyException busy = catchThrowableOfType(PeerBusyException.class, () -> made("c-1", "Ann"));
        assertThat(busy.after()).contains(Duration.ofSeconds(10));
        assertThat(busy).hasMessageContaining("TEN_SECONDLY_ROLLING");
    }

    @Test
    void dailyRestIsRead() throws Exception {
        made("c-1", "Ann");
        assertThat(peer.left()).hasValue(649_999);
    }

    @Test
    void halfOfABatchThatIsLockedComesLater() throws Exception {
        crm.quirks().with(Quirk.LOCKED_ROWS, 1);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(company("c-" + i, "Company " + i));
        }
        List<Outcome> outcomes = peer.write(writes);
        for (int i = 0; i < 100; i++) {
            boolean there = !crm.store().withKey("companies", "c-" + i).isEmpty();
            assertThat(outcomes.get(i) instanceof Outcome.Done).isEqualTo(there);
            assertThat(outcomes.get(i) instanceof Outcome.Later).isEqualTo(!there);
        }
    }

    /** Two writes of one key make the batch as a whole invalid. */
    @Test
    void recordThatSpoilsTheBatchIsFoundByHalving() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writes.add(company("c-" + i, "Company " + i));
        }
        writes.add(company("c-3", "again"));
        assertThat(peer.write(writes)).hasSize(21).allMatch(Outcome.Done.class::isInstance);
        assertThat(crm.store().all("companies")).hasSize(20);
    }

    @Test
    void badValueIsRefusedWithoutBeingQuoted() throws Exception {
        Write bad = Write.create(
                UUID.randomUUID(), "companies", "c-1", Map.of("tagline_level", new Value.Text("gold-plated")));
        List<Outcome> outcomes = peer.write(List.of(bad, company("c-2", "Ben")));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcomes.get(0)).reason()).doesNotContain("gold-plated");
    }

    @Test
    void propertyThatWasRemovedCloses() {
        crm.store().renameField("companies", "name", "title");
        PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, () -> made("c-1", "Ann"));
        assertThat(closed.why()).isEqualTo(PeerClosedException.Why.SCHEMA);
        assertThat(closed).hasMessageContaining("name");
    }

    @Test
    void racedKeyExists() throws Exception {
        made("c-1", "Ann");
        crm.quirks().with(Quirk.RACED_KEY, 1);
        assertThat(peer.write(List.of(company("c-1", "Ann")))).containsExactly(new Outcome.Exists());
    }

    @Test
    void editOfAPersonIsNotOverwritten() throws Exception {
        Outcome.Done done =
                (Outcome.Done) peer.write(List.of(company("c-1", "Ann"))).get(0);
        Thread.sleep(5); // versions are times, to the millisecond
        crm.store().edit("companies", done.remoteId(), Map.of("name", "Anna"));
        Write stale = company("c-1", "Ann B").onto(done.remoteId(), done.version());
        assertThat(peer.write(List.of(stale))).containsExactly(new Outcome.Changed());
        crm.store().delete("companies", done.remoteId());
        assertThat(peer.write(List.of(stale))).containsExactly(new Outcome.Gone());
        Write blind = company("c-1", "Ann").onto(done.remoteId(), Optional.empty());
        assertThat(peer.write(List.of(blind))).containsExactly(new Outcome.Gone());
    }

    private static Write entry(String key, String company) {
        return Write.create(
                UUID.randomUUID(),
                "p_tagline_event",
                key,
                Map.of(
                        "text", new Value.Text("Arrived"),
                        "occurred", new Value.Moment(Instant.parse("2026-01-31T10:00:00.123Z")),
                        "company", new Value.Link("companies", "c-1", Optional.of(company))));
    }

    /** A request more for each object type that it is associated with would be one more that can be lost. */
    @Test
    void entriesAreMadeWithTheirAssociationsInOneRequest() throws Exception {
        String company = made("c-1", "Ann");
        peer.write(List.of(entry("e-0", company)));
        long before = crm.counts().requests();
        Outcome.Done done = (Outcome.Done) peer.write(List.of(entry("e-1", company), entry("e-2", company)))
                .get(0);
        assertThat(crm.counts().requests() - before).isEqualTo(1);
        assertThat(HubspotFake.associated(crm, "p_tagline_event", done.remoteId(), "companies"))
                .containsExactly(company);
        Found found = peer.find("p_tagline_event", List.of("e-1"), Set.of("company", "occurred"))
                .get(0);
        assertThat(found.fields())
                .containsEntry("company", new Value.Link("companies", "c-1", Optional.of(company)))
                .containsEntry("occurred", new Value.Moment(Instant.parse("2026-01-31T10:00:00.123Z")));
    }

    @Test
    void entryWhoseCompanyIsGoneIsRefusedAndItsNeighbourMade() throws Exception {
        String company = made("c-1", "Ann");
        String other = made("c-2", "Ben");
        crm.store().delete("companies", company);
        List<Outcome> outcomes = peer.write(List.of(entry("e-1", company), entry("e-2", other)));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(crm.store().keysAsMade("p_tagline_event")).containsExactly("e-2");
    }

    /** Whose record an entry is to be of may be known by its key only. */
    @Test
    void entryWhoseCompanyIsNotThereYetComesLater() throws Exception {
        Write orphan = Write.create(
                UUID.randomUUID(),
                "p_tagline_event",
                "e-1",
                Map.of("company", new Value.Link("companies", "c-9", Optional.empty())));
        assertThat(peer.write(List.of(orphan)).get(0)).isInstanceOf(Outcome.Later.class);
        assertThat(crm.store().all("p_tagline_event")).isEmpty();
    }

    /** As HubSpot says it of a property of unique values, which isn't how it says it of a contact's address. */
    @Test
    void entryThatIsThereExists() throws Exception {
        String company = made("c-1", "Ann");
        peer.write(List.of(entry("e-1", company)));
        List<Outcome> outcomes = peer.write(List.of(entry("e-1", company), entry("e-2", company)));
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Exists());
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(crm.store().keysAsMade("p_tagline_event")).containsExactly("e-1", "e-2");
    }

    @Test
    void changeOfARecordMakesItsAssociationOnlyIfItIsNotKnown() throws Exception {
        String company = made("c-1", "Ann");
        Write order = Write.create(
                UUID.randomUUID(),
                "p_tagline_order",
                "o-1",
                Map.of(
                        "status", new Value.Text("new"),
                        "company", new Value.Link("companies", "c-1", Optional.of(company))));
        String id = ((Outcome.Done) peer.write(List.of(order)).get(0)).remoteId();
        Write change = order.onto(id, Optional.empty());
        long before = crm.counts().requests();
        peer.write(List.of(change));
        assertThat(crm.counts().requests() - before).isEqualTo(1);
        // whoever has seen that somebody took it away makes it again
        HubspotFake.separate(crm, "p_tagline_order", id, "companies", company);
        peer.read("p_tagline_order", List.of(id), Set.of("company"));
        peer.write(List.of(change));
        assertThat(HubspotFake.associated(crm, "p_tagline_order", id, "companies"))
                .containsExactly(company);
    }

    @Test
    void recordIsAssociatedWithBothOfItsCompanies() throws Exception {
        Map<String, Value> both = Map.of(
                "company", new Value.Link("companies", "c-1", Optional.of(made("c-1", "Ann"))),
                "payer", new Value.Link("companies", "c-2", Optional.of(made("c-2", "Ben"))));
        try (HubspotPeer other = new HubspotPeer(
                new HubspotSettings(
                        crm.uri(),
                        new Secret(HubspotFake.TOKEN),
                        Map.of(
                                "p_tagline_order",
                                new HubspotSettings.Model(
                                        HubspotFake.KEY, Map.of("company", "companies", "payer", "companies"))),
                        HttpLimits.USUAL,
                        Duration.ofSeconds(5)),
                InstantSource.system())) {
            for (Map<String, Value> first : List.of(both, Map.<String, Value>of())) {
                Write write = Write.create(UUID.randomUUID(), "p_tagline_order", "o-" + first.size(), first);
                String id = ((Outcome.Done) other.write(List.of(write)).get(0)).remoteId();
                other.write(List.of(Write.create(UUID.randomUUID(), "p_tagline_order", "o-" + first.size(), both)
                        .onto(id, Optional.empty())));
                assertThat(HubspotFake.associated(crm, "p_tagline_order", id, "companies"))
                        .hasSize(2);
            }
        }
    }

    /** Made and changed again harms nothing, so it is no doubt, which would hold up the customer for as long as a request may take. */
    @Test
    void associationWhoseReplyIsLostComesLater() throws Exception {
        String company = made("c-1", "Ann");
        Write order =
                Write.create(UUID.randomUUID(), "p_tagline_order", "o-1", Map.of("status", new Value.Text("new")));
        String id = ((Outcome.Done) peer.write(List.of(order)).get(0)).remoteId();
        Write change = Write.create(
                        UUID.randomUUID(),
                        "p_tagline_order",
                        "o-1",
                        Map.of("company", new Value.Link("companies", "c-1", Optional.of(company))))
                .onto(id, Optional.empty());
        try (LossyProxy line = new LossyProxy(crm.uri(), 1)
                        .among(request -> request.head().contains("/associate/default"));
                HubspotPeer far = peer(line.uri(), HubspotFake.TOKEN, Duration.ofSeconds(5))) {
            line.next(LossyProxy.Fate.REPLY_LOST);
            assertThat(far.write(List.of(change)).get(0)).isInstanceOf(Outcome.Later.class);
            assertThat(far.write(List.of(change)).get(0)).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void schemaHasNoLinkWhereNobodyAllowedTheAssociation() throws Exception {
        try (HubspotPeer other = new HubspotPeer(
                new HubspotSettings(
                        crm.uri(),
                        new Secret(HubspotFake.TOKEN),
                        Map.of("tickets", new HubspotSettings.Model(HubspotFake.KEY, Map.of("company", "companies"))),
                        HttpLimits.USUAL,
                        Duration.ofSeconds(5)),
                InstantSource.system())) {
            assertThat(Objects.requireNonNull(
                                    other.schema(Set.of("tickets")).models().get("tickets"))
                            .fields())
                    .containsKey("subject")
                    .doesNotContainKey("company");
        }
    }

    private HubspotPeer ofContacts() {
        crm.store()
                .define(FakeModel.of(
                        "contacts",
                        "9",
                        HubspotFake.KEY,
                        true,
                        FakeField.text("lastname", 255),
                        FakeField.text("email", 255)));
        return new HubspotPeer(
                new HubspotSettings(
                        crm.uri(),
                        new Secret(HubspotFake.TOKEN),
                        Map.of("contacts", new HubspotSettings.Model(HubspotFake.KEY, Map.of())),
                        HttpLimits.USUAL,
                        Duration.ofSeconds(5)),
                InstantSource.system());
    }

    private static Write contact(String key, String address) {
        return Write.create(UUID.randomUUID(), "contacts", key, Map.of("email", new Value.Text(address)));
    }

    /** "Search the CRM": theirs is called otherwise than that of all other objects. */
    @Test
    void changesOfContactsAreFollowedByTheirOwnTime() throws Exception {
        try (HubspotPeer contacts = ofContacts()) {
            contacts.write(List.of(contact("c-1", "ada@example.org")));
            ChangePage all = contacts.changes("contacts", Optional.empty(), Set.of("email"), 10);
            assertThat(all.changes()).hasSize(1);
            assertThat(contacts.changes("contacts", Optional.of(all.cursor()), Set.of(), 10)
                            .changes())
                    .hasSize(1);
        }
    }

    /** It isn't one of our key: nothing would be found by that, however often it is looked for. */
    @Test
    void contactWhoseAddressAnotherHasIsForAPerson() throws Exception {
        try (HubspotPeer contacts = ofContacts()) {
            contacts.write(List.of(contact("c-1", "ada@example.org")));
            List<Outcome> outcomes =
                    contacts.write(List.of(contact("c-2", "ada@example.org"), contact("c-3", "ben@example.org")));
            assertThat(outcomes.get(0))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                            .contains("Contact already exists")
                            .doesNotContain("ada@"));
            assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
            assertThat(contacts.write(List.of(contact("c-1", "ada@example.org")))
                            .get(0))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void lostReplyIsADoubtAndARepeatMakesNoSecondRecord() throws Exception {
        crm.quirks().with(Quirk.LOST_REPLY, 1);
        assertThat(catchThrowableOfType(PeerUnsureException.class, () -> made("c-1", "Ann")))
                .isNotNull();
        crm.quirks().off();
        made("c-1", "Ann");
        assertThat(crm.store().all("companies")).extracting(FakeRow::id).hasSize(1);
    }

    /** Searching is behind, pages are short, many records have one time, and some are changed while they are read. */
    @Test
    void everyChangeComesWhateverThePagesAre() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            writes.add(company("c-" + i, "Company " + i));
        }
        for (int i = 0; i < 300; i += 100) {
            peer.write(writes.subList(i, i + 100));
        }
        Thread.sleep(60);
        crm.quirks().with(Quirk.STALE_SEARCH, 1).with(Quirk.SHORT_PAGES, 0.5);
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < 500; pages++) {
            ChangePage page = peer.changes("companies", cursor, Set.of("name"), 7);
            page.changes().forEach(found -> seen.add(found.key().orElseThrow()));
            if (!page.more()) {
                break;
            }
            cursor = Optional.of(page.cursor());
            crm.store()
                    .edit(
                            "companies",
                            crm.store().withKey("companies", "c-1").get(0).id(),
                            Map.of("city", "x"));
        }
        crm.quirks().off();
        peer.changes("companies", cursor, Set.of(), 200)
                .changes()
                .forEach(found -> seen.add(found.key().orElseThrow()));
        assertThat(seen).hasSize(300);
    }

    /** A fault of the connector's own would end the hub. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[{\"id\":\"1\",\"properties\":{}}]}",
                "{\"results\":[],\"paging\":{\"next\":{\"after\":\"1\"}}}"
            })
    void answerOfAnotherShapeIsAFailureOfHubspots(String answer) throws Exception {
        HttpServer strange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strange.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        strange.start();
        URI there = URI.create("http://127.0.0.1:" + strange.getAddress().getPort());
        try (HubspotPeer far = peer(there, HubspotFake.TOKEN, Duration.ofSeconds(5))) {
            String cursor = "2026-01-31T10:00:00.123Z=7";
            assertThat(catchThrowableOfType(
                            PeerAwayException.class, () -> far.changes("companies", Optional.of(cursor), Set.of(), 10)))
                    .isNotNull();
        } finally {
            strange.stop(0);
        }
    }

    @Test
    void everyQuirkAtOnceAndEachEntryIsThereOnceInOrder() throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (FakeCrm wild = HubspotFake.start(Quirks.all(seed));
                HubspotPeer careful = peer(wild, HubspotFake.TOKEN, Duration.ofMillis(80))) {
            PatientWriter writer = new PatientWriter(careful);
            writer.writeAll(PatientWriter.entries(40, 6, HubspotPeerTest::entry));
            PatientWriter.assertOnceInOrder(wild.store().keysAsMade("p_tagline_event"), 40, 6);
            assertThat(writer.refused()).as("seed %d", seed).isEmpty();
            assertThat(wild.faults()).isEmpty();
        }
    }

    private static Write entry(String key) {
        return Write.create(UUID.randomUUID(), "p_tagline_event", key, Map.of("text", new Value.Text("Arrived")));
    }
}
