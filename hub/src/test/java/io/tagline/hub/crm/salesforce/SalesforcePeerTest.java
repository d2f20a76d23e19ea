package io.tagline.hub.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.FakeRow;
import io.tagline.hub.crm.fake.http.PatientWriter;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.fake.http.SalesforceFake;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.settings.Secret;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SalesforcePeerTest {
    private static final SalesforceSettings.Login SECRET =
            new SalesforceSettings.Login.ClientSecret(new Secret(SalesforceFake.CLIENT_SECRET));

    private final FakeCrm crm = SalesforceFake.start(Quirks.seeded(7));

    static SalesforcePeer peer(FakeCrm crm, SalesforceSettings.Login login) {
        return peer(crm, login, Duration.ofSeconds(5));
    }

    static SalesforcePeer peer(FakeCrm crm, SalesforceSettings.Login login, Duration longest) {
        return peer(crm.uri(), login, longest);
    }

    static SalesforcePeer peer(URI address, SalesforceSettings.Login login, Duration longest) {
        SalesforceSettings settings = new SalesforceSettings(
                address,
                SalesforceFake.CLIENT_ID,
                login,
                SalesforceFake.VERSION,
                Map.of(
                        "Account", new SalesforceSettings.Model(SalesforceFake.KEY, Map.of()),
                        "Tagline_Order__c",
                                new SalesforceSettings.Model(SalesforceFake.KEY, Map.of("Account__c", "Account")),
                        "Tagline_Event__c",
                                new SalesforceSettings.Model(
                                        SalesforceFake.KEY,
                                        Map.of("Account__c", "Account", "Order__c", "Tagline_Order__c"))),
                HttpLimits.USUAL.within(Duration.ofSeconds(5)),
                longest);
        return new SalesforcePeer(settings, InstantSource.system());
    }

    private final SalesforcePeer peer = peer(crm, SECRET);

    @AfterEach
    void end() {
        peer.close();
        crm.close();
        assertThat(crm.faults()).isEmpty();
    }

    private static Write account(String key, String name) {
        return Write.create(UUID.randomUUID(), "Account", key, Map.of("Name", new Value.Text(name)));
    }

    private String made(String key, String name) throws Exception {
        return ((Outcome.Done) peer.write(List.of(account(key, name))).get(0)).remoteId();
    }

    /** RFC 7523 §3: the org has the certificate, and looks at the signature, the user, the audience and the time. */
    @Test
    void jwtIsTakenByWhoHasTheCertificate() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair pair = rsa.generateKeyPair();
        KeyPair other = rsa.generateKeyPair();
        try (FakeCrm org = SalesforceFake.start(Quirks.none(), Optional.of(pair.getPublic()));
                SalesforcePeer good = peer(org, jwt(pair));
                SalesforcePeer bad = peer(org, jwt(other))) {
            org.store().make("User", Map.of("Username", SalesforceFake.USERNAME));
            assertThat(good.check()).contains(org.uri().toString());
            PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, bad::check);
            assertThat(closed.why()).isEqualTo(PeerClosedException.Why.CREDENTIALS);
            assertThat(closed).hasMessageContaining("invalid_grant: invalid assertion");
        }
    }

    private static SalesforceSettings.Login jwt(KeyPair pair) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new SalesforceSettings.Login.Jwt(SalesforceFake.USERNAME, new Secret(pem), Optional.empty());
    }

    @Test
    void wrongSecretClosesAndIsNotShown() {
        try (SalesforcePeer stranger = peer(crm, new SalesforceSettings.Login.ClientSecret(new Secret("wrong-one")))) {
            assertThatThrownBy(stranger::check)
                    .isInstanceOf(PeerClosedException.class)
                    .hasMessageContaining("invalid_client")
                    .hasMessageNotContaining("wrong-one");
        }
    }

    @Test
    void tokenThatRanOutIsRenewedWithinTheCall() throws Exception {
        made("c-1", "Ann");
        crm.expireTokens();
        assertThat(made("c-2", "Ben")).isNotEmpty();
        assertThat(crm.counts().logins()).isEqualTo(2);
    }

    @Test
    void limitIsReadFromEachAnswer() throws Exception {
        assertThat(peer.left()).isEmpty();
        crm.limit(10, Duration.ofMinutes(1));
        made("c-1", "Ann");
        assertThat(peer.left()).hasValue(8); // the write, and the reading of its version
    }

    @Test
    void exhaustedQuotaIsBusyWithoutATime() {
        crm.limit(0, Duration.ofMinutes(1));
        PeerBusyException busy = catchThrowableOfType(PeerBusyException.class, () -> made("c-1", "Ann"));
        assertThat(busy.after()).isEmpty();
        assertThat(busy).hasMessageContaining("REQUEST_LIMIT_EXCEEDED");
    }

    @Test
    void halfOfABatchThatIsLockedComesLaterAndTheRestIsDone() throws Exception {
        crm.quirks().with(Quirk.LOCKED_ROWS, 1);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writes.add(account("c-" + i, "Customer " + i));
        }
        List<Outcome> outcomes = peer.write(writes);
        assertThat(outcomes).hasSize(200).hasAtLeastOneElementOfType(Outcome.Later.class);
        long done = outcomes.stream().filter(Outcome.Done.class::isInstance).count();
        assertThat(crm.store().all("Account")).hasSize((int) done);
        for (int i = 0; i < 200; i++) {
            int there = crm.store().withKey("Account", "c-" + i).size();
            assertThat(outcomes.get(i) instanceof Outcome.Done).isEqualTo(there == 1);
        }
    }

    @Test
    void racedKeyExists() throws Exception {
        crm.quirks().with(Quirk.RACED_KEY, 1);
        // the fake takes two of one second for a race, and a second may end between two
        for (int again = 0; again < 5; again++) {
            made("c-" + again, "Ann");
            if (peer.write(List.of(account("c-" + again, "Ann"))).equals(List.of(new Outcome.Exists()))) {
                return;
            }
        }
        throw new AssertionError("of five, none was told to have raced");
    }

    @Test
    void badValueIsRefusedWithoutBeingQuoted() throws Exception {
        String tooLong = "Wilhelmina ".repeat(30);
        List<Outcome> outcomes = peer.write(List.of(account("c-1", tooLong), account("c-2", "Ben")));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        Outcome.Refused refused = (Outcome.Refused) outcomes.get(0);
        assertThat(refused.code()).isEqualTo("STRING_TOO_LONG");
        assertThat(refused.reason()).contains("max length=255").doesNotContain("Wilhelmina");
    }

    @Test
    void lostReplyIsADoubtAndARepeatMakesNoSecondRecord() throws Exception {
        crm.quirks().with(Quirk.LOST_REPLY, 1);
        assertThatThrownBy(() -> made("c-1", "Ann")).isInstanceOf(PeerUnsureException.class);
        crm.quirks().off();
        String id = made("c-1", "Ann");
        assertThat(crm.store().all("Account")).extracting(FakeRow::id).containsExactly(id);
    }

    @Test
    void fieldThatWasRemovedClosesAndNamesIt() throws Exception {
        crm.store().removeField("Account", "Phone");
        Write write = Write.create(UUID.randomUUID(), "Account", "c-1", Map.of("Phone", new Value.Text("1")));
        PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, () -> peer.write(List.of(write)));
        assertThat(closed.why()).isEqualTo(PeerClosedException.Why.SCHEMA);
        assertThat(closed).hasMessageContaining("Phone");
    }

    @Test
    void editOfAPersonIsNotOverwritten() throws Exception {
        String one = made("c-1", "Ann");
        String two = made("c-2", "Ben");
        Map<String, Optional<String>> versions = new java.util.HashMap<>();
        for (Found found : peer.read("Account", List.of(one, two), Set.of("Name"))) {
            versions.put(found.remoteId(), found.version());
        }
        crm.store().edit("Account", one, Map.of("Name", "Anna"));
        List<Write> both = List.of(
                account("c-1", "Ann B").onto(one, versions.getOrDefault(one, Optional.empty())),
                account("c-2", "Ben B").onto(two, versions.getOrDefault(two, Optional.empty())));
        List<Outcome> outcomes = peer.write(both);
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Changed());
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(peer.write(both.subList(0, 1))).containsExactly(new Outcome.Changed());
        assertThat(crm.store().withKey("Account", "c-1").get(0).text("Name")).isEqualTo("Anna");
        crm.store().delete("Account", two);
        assertThat(peer.write(List.of(both.get(1)))).containsExactly(new Outcome.Gone());
        Write blind = account("c-2", "Ben C").onto(two, Optional.empty());
        assertThat(peer.write(List.of(blind))).containsExactly(new Outcome.Gone());
    }

    @Test
    void linksGoByIdOrByKeyAndComeWithBoth() throws Exception {
        String account = made("c-1", "Ann");
        Write byKey = order("o-1", new Value.Link("Account", "c-1", Optional.empty()));
        Write byId = order("o-2", new Value.Link("Account", "c-1", Optional.of(account)));
        assertThat(peer.write(List.of(byKey, byId))).allMatch(Outcome.Done.class::isInstance);
        assertThat(peer.find("Tagline_Order__c", List.of("o-1", "o-2"), Set.of("Account__c")))
                .hasSize(2)
                .allSatisfy(found -> assertThat(found.fields().get("Account__c"))
                        .isEqualTo(new Value.Link("Account", "c-1", Optional.of(account))));
        Write nobody = order("o-3", new Value.Link("Account", "c-9", Optional.empty()));
        assertThat(peer.write(List.of(nobody)).get(0)).isInstanceOf(Outcome.Refused.class);
    }

    private static Write order(String key, Value.Link account) {
        return Write.create(UUID.randomUUID(), "Tagline_Order__c", key, Map.of("Account__c", account));
    }

    /** 200 keys of 100 signs are more than fits into one address. */
    @Test
    void twoHundredLongKeysAreFound() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            keys.add(String.format("%0100d", i));
        }
        peer.write(keys.stream().map(key -> account(key, "C")).toList());
        crm.quirks().with(Quirk.SHORT_PAGES, 1);
        assertThat(peer.find("Account", keys, Set.of())).hasSize(200);
    }

    @Test
    void queryIsAskedAnewWhenItsLocatorIsSpent() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add("k-" + i);
        }
        peer.write(keys.stream().map(key -> account(key, "Ann")).toList());
        // a page whose answer is lost has spent its locator
        crm.quirks().with(Quirk.SHORT_PAGES, 0.5).with(Quirk.LOST_REPLY, 0.2);
        int read = 0;
        for (int tries = 0; tries < 200 && read < 30; tries++) {
            try {
                assertThat(peer.find("Account", keys, Set.of("Name")))
                        .extracting(found -> found.key().orElseThrow())
                        .containsExactlyInAnyOrderElementsOf(keys);
                read++;
            } catch (PeerAwayException lostTooOften) {
                assertThat(lostTooOften).hasMessageNotContaining("INVALID_QUERY_LOCATOR");
            }
        }
        assertThat(read).isEqualTo(30);
    }

    @Test
    void quotesInKeysAreNoQuery() throws Exception {
        made("c-1", "Ann");
        assertThat(peer.find("Account", List.of("x') OR (Name != null", "\\"), Set.of()))
                .isEmpty();
    }

    @Test
    void everyChangeComesWhateverThePagesAre() throws Exception {
        crm.clock().setOff(Duration.ofHours(-1));
        crm.quirks().with(Quirk.SHORT_PAGES, 0.5);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            writes.add(account("c-" + i, "Customer " + i));
        }
        peer.write(writes);
        Set<String> seen = new HashSet<>();
        boolean more = true;
        Optional<String> cursor = Optional.empty();
        while (more) {
            ChangePage page = peer.changes("Account", cursor, Set.of("Name"), 40);
            page.changes().forEach(found -> seen.add(found.key().orElseThrow()));
            more = page.more();
            cursor = Optional.of(page.cursor());
        }
        assertThat(seen).hasSize(150);
        String id = crm.store().withKey("Account", "c-3").get(0).id();
        crm.store().delete("Account", id);
        assertThat(peer.changes("Account", cursor, Set.of("Name"), 1000).changes())
                .anyMatch(found -> found.remoteId().equals(id) && found.deleted());
    }

    @Test
    void everyQuirkAtOnceAndEachEntryIsThereOnceInOrder() throws Exception {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        try (FakeCrm wild = SalesforceFake.start(Quirks.all(seed));
                SalesforcePeer careful = peer(wild, SECRET, Duration.ofMillis(80))) {
            PatientWriter writer = new PatientWriter(careful);
            writer.writeAll(PatientWriter.entries(40, 6, SalesforcePeerTest::entry));
            PatientWriter.assertOnceInOrder(wild.store().keysAsMade("Tagline_Event__c"), 40, 6);
            assertThat(writer.refused()).as("seed %d", seed).isEmpty();
            assertThat(wild.faults()).isEmpty();
        }
    }

    private static Write entry(String key) {
        return Write.create(UUID.randomUUID(), "Tagline_Event__c", key, Map.of("Text__c", new Value.Text("Arrived")));
    }
}
