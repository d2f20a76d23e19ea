package io.tagline.hub.crm.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.hub.crm.fake.http.DynamicsFake;
import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.PatientWriter;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.settings.Secret;
import java.math.BigDecimal;
import java.net.URI;
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

final class DynamicsPeerTest {
    private final FakeCrm crm = DynamicsFake.start(Quirks.seeded(7));
    private final DynamicsPeer peer = peer(crm, DynamicsFake.CLIENT_SECRET, Duration.ofSeconds(5));

    static DynamicsPeer peer(FakeCrm crm, String secret, Duration longest) {
        return peer(crm.uri(), secret, longest);
    }

    static DynamicsPeer peer(URI address, String secret, Duration longest) {
        DynamicsSettings.Link account = new DynamicsSettings.Link("account", "tagline_Account");
        DynamicsSettings.Link order = new DynamicsSettings.Link("tagline_order", "tagline_Order");
        return new DynamicsPeer(
                new DynamicsSettings(
                        address,
                        address,
                        DynamicsFake.TENANT,
                        DynamicsFake.CLIENT_ID,
                        new Secret(secret),
                        Map.of(
                                "account",
                                        new DynamicsSettings.Model("accounts", "accountid", DynamicsFake.KEY, Map.of()),
                                "tagline_order",
                                        new DynamicsSettings.Model(
                                                "tagline_orders",
                                                "tagline_orderid",
                                                DynamicsFake.KEY,
                                                Map.of("tagline_account", account)),
                                "tagline_event",
                                        new DynamicsSettings.Model(
                                                "tagline_events",
                                                "tagline_eventid",
                                                DynamicsFake.KEY,
                                                Map.of("tagline_account", account, "tagline_order", order))),
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

    private static Write account(String key, String name) {
        return Write.create(UUID.randomUUID(), "account", key, Map.of("name", new Value.Text(name)));
    }

    private Outcome.Done made(String key, String name) throws Exception {
        return (Outcome.Done) peer.write(List.of(account(key, name))).get(0);
    }

    @Test
    void wrongSecretClosesAndIsNotShown() throws Exception {
        assertThat(peer.check()).contains("organisation 99999999");
        try (DynamicsPeer stranger = peer(crm, "wrong-one", Duration.ofSeconds(5))) {
            PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, stranger::check);
            assertThat(closed.why()).isEqualTo(PeerClosedException.Why.CREDENTIALS);
            assertThat(closed).hasMessageContaining("AADSTS7000215").hasMessageNotContaining("wrong-one");
        }
    }

    @Test
    void tokenThatRanOutIsRenewedWithinTheCall() throws Exception {
        made("c-1", "Ann");
        crm.expireTokens();
        made("c-2", "Ben");
        assertThat(crm.counts().logins()).isEqualTo(2);
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        Map<String, Value> fields = Map.of(
                "name", new Value.Text("ژاله & Söhne"),
                "numberofemployees", new Value.Decimal(new BigDecimal("12.50")),
                "tagline_active", new Value.Flag(true),
                "tagline_since", new Value.Day(LocalDate.of(2026, 1, 31)),
                "tagline_level", new Value.Text("2"),
                "telephone1", new Value.Nothing());
        Write write = Write.create(UUID.randomUUID(), "account", "o'c-1", fields);
        Outcome.Done done = (Outcome.Done) peer.write(List.of(write)).get(0);
        Found found =
                peer.find("account", List.of("o'c-1", "c-2"), fields.keySet()).get(0);
        assertThat(found.fields()).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(found.remoteId()).isEqualTo(done.remoteId());
        assertThat(found.version()).isEqualTo(done.version());
    }

    @Test
    void schemaSaysLengthsChoicesAndKinds() throws Exception {
        PeerSchema schema = peer.schema(Set.of("account", "nothing"));
        PeerSchema.Model account = Objects.requireNonNull(schema.models().get("account"));
        assertThat(schema.models()).containsOnlyKeys("account");
        assertThat(field(account, "name").longest()).contains(160);
        assertThat(field(account, "name").required()).isTrue();
        assertThat(field(account, "tagline_since").type()).isEqualTo(PeerSchema.Type.DAY);
        assertThat(field(account, "tagline_level").choices()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void whatAllTablesAreLikeIsOneQuestion() throws Exception {
        peer.check();
        long before = crm.counts().requests();
        PeerSchema schema = peer.schema(Set.of("account", "tagline_order", "tagline_event", "nothing"));
        assertThat(schema.models()).containsOnlyKeys("account", "tagline_order", "tagline_event");
        assertThat(peer.schema(Set.of()).models()).isEmpty();
        assertThat(crm.counts().requests() - before).isEqualTo(1);
        crm.quirks().with(Quirk.LOST_REPLY, 1);
        assertThat(catchThrowableOfType(PeerAwayException.class, () -> peer.schema(Set.of("account"))))
                .hasMessageContaining("$batch");
    }

    private static PeerSchema.Field field(PeerSchema.Model model, String name) {
        return Objects.requireNonNull(model.fields().get(name));
    }

    @Test
    void limitGivesItsTime() {
        crm.limit(0, Duration.ofSeconds(7));
        PeerBusyException busy = catchThrowableOfType(PeerBusyException.class, () -> made("c-1", "Ann"));
        assertThat(busy.after()).contains(Duration.ofSeconds(7));
        assertThat(busy).hasMessageContaining("0x80072322");
    }

    @Test
    void manyNewRecordsAreOneRequestAndItsReading() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(account("c-" + i, "Company " + i));
        }
        assertThat(peer.write(writes)).allMatch(Outcome.Done.class::isInstance);
        assertThat(crm.store().all("account")).hasSize(100);
        assertThat(crm.counts().requests()).isEqualTo(3); // the schema is the first
    }

    @Test
    void oneBadRecordKeepsNoOtherBack() throws Exception {
        Write bad = account("c-1", "Wilhelmina ".repeat(30));
        List<Outcome> outcomes = peer.write(List.of(account("c-0", "Ann"), bad, account("c-2", "Ben")));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Done.class);
        Outcome.Refused refused = (Outcome.Refused) outcomes.get(1);
        assertThat(refused.code()).isEqualTo("0x80044331");
        assertThat(refused.reason()).doesNotContain("Wilhelmina");
    }

    @Test
    void halfOfABatchThatIsLockedComesLater() throws Exception {
        crm.quirks().with(Quirk.LOCKED_ROWS, 1);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            writes.add(account("c-" + i, "Company " + i));
        }
        List<Outcome> outcomes = peer.write(writes);
        for (int i = 0; i < 60; i++) {
            boolean there = !crm.store().withKey("account", "c-" + i).isEmpty();
            assertThat(outcomes.get(i) instanceof Outcome.Done).isEqualTo(there);
            assertThat(outcomes.get(i) instanceof Outcome.Later).isEqualTo(!there);
        }
    }

    @Test
    void columnThatWasRemovedCloses() {
        crm.store().renameField("account", "telephone1", "telephone9");
        Write write = Write.create(
                UUID.randomUUID(),
                "account",
                "c-1",
                Map.of("name", new Value.Text("A"), "telephone1", new Value.Text("1")));
        PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, () -> peer.write(List.of(write)));
        assertThat(closed.why()).isEqualTo(PeerClosedException.Why.SCHEMA);
        assertThat(closed).hasMessageContaining("telephone1");
    }

    @Test
    void racedKeyExists() throws Exception {
        made("c-1", "Ann");
        crm.quirks().with(Quirk.RACED_KEY, 1);
        assertThat(peer.write(List.of(account("c-1", "Ann")))).containsExactly(new Outcome.Exists());
    }

    @Test
    void keyThatNoAddressCanHoldIsRefused() throws Exception {
        assertThat(peer.write(List.of(account("a:b", "Ann"))).get(0)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void editOfAPersonIsNotOverwritten() throws Exception {
        Outcome.Done done = made("c-1", "Ann");
        crm.store().edit("account", done.remoteId(), Map.of("name", "Anna"));
        Write stale = account("c-1", "Ann B").onto(done.remoteId(), done.version());
        assertThat(peer.write(List.of(stale))).containsExactly(new Outcome.Changed());
        Found now =
                peer.read("account", List.of(done.remoteId()), Set.of("name")).get(0);
        assertThat(now.fields()).containsEntry("name", new Value.Text("Anna"));
        Write seen = account("c-1", "Ann B").onto(done.remoteId(), now.version());
        assertThat(peer.write(List.of(seen)).get(0)).isInstanceOf(Outcome.Done.class);
        crm.store().delete("account", done.remoteId());
        Write blind = account("c-1", "Ann C").onto(done.remoteId(), Optional.empty());
        assertThat(peer.write(List.of(blind))).containsExactly(new Outcome.Gone());
    }

    @Test
    void linksGoByIdOrByKeyAndComeWithBoth() throws Exception {
        String account = made("c-1", "Ann").remoteId();
        Write byKey = order("o-1", new Value.Link("account", "c-1", Optional.empty()));
        Write byId = order("o-2", new Value.Link("account", "c-1", Optional.of(account)));
        assertThat(peer.write(List.of(byKey, byId))).allMatch(Outcome.Done.class::isInstance);
        Value link = new Value.Link("account", "c-1", Optional.of(account));
        assertThat(peer.find("tagline_order", List.of("o-1", "o-2"), Set.of("tagline_account", "tagline_promised")))
                .hasSize(2)
                .allSatisfy(found -> assertThat(found.fields())
                        .containsEntry("tagline_account", link)
                        .containsEntry("tagline_promised", new Value.Moment(Instant.parse("2026-01-31T10:00:00Z"))));
    }

    private static Write order(String key, Value.Link account) {
        return Write.create(
                UUID.randomUUID(),
                "tagline_order",
                key,
                Map.of(
                        "tagline_account",
                        account,
                        "tagline_promised",
                        new Value.Moment(Instant.parse("2026-01-31T10:00:00.400Z"))));
    }

    @Test
    void lostReplyIsADoubtAndARepeatMakesNoSecondRecord() throws Exception {
        peer.schema(Set.of("account"));
        crm.quirks().with(Quirk.LOST_REPLY, 1);
        assertThat(catchThrowableOfType(PeerUnsureException.class, () -> made("c-1", "Ann")))
                .isNotNull();
        crm.quirks().off();
        made("c-1", "Ann");
        assertThat(crm.store().all("account")).hasSize(1);
    }

    @Test
    void nextPageIsAskedForAgainWhenItIsLost() throws Exception {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            writes.add(account("c-" + i, "Company " + i));
        }
        peer.write(writes);
        crm.quirks().with(Quirk.SHORT_PAGES, 1).with(Quirk.LOST_REPLY, 0.4);
        List<String> keys = writes.stream().map(Write::key).toList();
        int read = 0;
        for (int tries = 0; tries < 200 && read < 5; tries++) {
            try {
                assertThat(peer.find("account", keys, Set.of("name")))
                        .extracting(found -> found.key().orElseThrow())
                        .containsExactlyInAnyOrderElementsOf(keys);
                read++;
            } catch (PeerAwayException lostTooOften) {
                // each page may be lost three times in a row
            }
        }
        assertThat(read).isEqualTo(5);
    }

    @Test
    void everyChangeComesThoughAllHaveOneSecond() throws Exception {
        crm.clock().setOff(Duration.ofHours(1));
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            writes.add(account("c-" + i, "Company " + i));
        }
        peer.write(writes);
        crm.quirks().with(Quirk.SHORT_PAGES, 0.5);
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (boolean more = true; more; ) {
            ChangePage page = peer.changes("account", cursor, Set.of("name"), 20);
            page.changes().forEach(found -> seen.add(found.key().orElseThrow()));
            more = page.more();
            cursor = Optional.of(page.cursor());
        }
        assertThat(seen).hasSize(90);
        crm.store().edit("account", crm.store().withKey("account", "c-3").get(0).id(), Map.of("name", "Other"));
        assertThat(peer.changes("account", cursor, Set.of("name"), 1000).changes())
                .anyMatch(found -> new Value.Text("Other").equals(found.fields().get("name")));
        assertThat(peer.keyed("account", Optional.of("c-5"), Set.of(), 3))
                .extracting(found -> found.key().orElseThrow())
                .containsExactly("c-50", "c-51", "c-52");
    }

    @Test
    void everyQuirkAtOnceAndEachEntryIsThereOnceInOrder() throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (FakeCrm wild = DynamicsFake.start(Quirks.all(seed));
                DynamicsPeer careful = peer(wild, DynamicsFake.CLIENT_SECRET, Duration.ofMillis(80))) {
            PatientWriter writer = new PatientWriter(careful);
            writer.writeAll(PatientWriter.entries(40, 6, DynamicsPeerTest::entry));
            PatientWriter.assertOnceInOrder(wild.store().keysAsMade("tagline_event"), 40, 6);
            assertThat(writer.refused()).as("seed %d", seed).isEmpty();
            assertThat(wild.faults()).isEmpty();
        }
    }

    private static Write entry(String key) {
        return Write.create(UUID.randomUUID(), "tagline_event", key, Map.of("tagline_text", new Value.Text("Arrived")));
    }
}
