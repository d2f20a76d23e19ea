package io.tagline.hub.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerConflictException.Reason;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.wish.DeliveryWish;
import io.tagline.hub.wish.DeliveryWishes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of customers, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CustomersTest {
    private static final Viewer ZOE = new Viewer("zoe", Set.of(Role.SUPERVISOR), Optional.empty());
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";
    private static final List<String> ALL_FIELDS =
            List.of("customer.name", "customer.email", "customer.phone", "customer.address");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    CustomersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Customers customers() {
        return hub.core.customers();
    }

    private CustomerDocument document(String name, String email, String phone) {
        ContactForms forms = customers().forms();
        return CustomerDocument.of(PartyRole.PAYER)
                .withName(Optional.of(new Personal(name)))
                .withContacts(List.of(
                        forms.point(Channel.EMAIL, email, Optional.empty()),
                        forms.point(Channel.PHONE, phone, Optional.empty())));
    }

    private CustomerView ada() {
        return customers()
                .create(ZOE, "crm", "ada", document("Ada Lovelace", "Ada@Example.org", "613 555 0199"))
                .customer();
    }

    private CustomerView grace() {
        return customers()
                .create(ZOE, "crm", "grace", document("Grace Hopper", "grace@example.org", "613 555 0100"))
                .customer();
    }

    private void order(String reference, String customer, String recipient, String trackingNumber) throws Exception {
        String json =
                """
                {"customer":%s,"serviceLevel":"standard",
                 "shipments":[{"recipient":%s,"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(customer, recipient, trackingNumber);
        var unused = hub.core.orders().put("shop", reference, OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> found(String text) {
        return hub
                .core
                .customerSearch()
                .find(text, ALL_FIELDS, Optional.empty(), Optional.empty(), 20)
                .customers()
                .stream()
                .map(CustomerView::reference)
                .toList();
    }

    private List<String> audited(CustomerId id) {
        return hub.store.transactions().read(tx -> Audit.of(tx, "customer:" + id, 10)).stream()
                .map(AuditEntry::action)
                .toList();
    }

    @Test
    void callerIsFoundByTheNumberHoweverItIsWritten() {
        CustomerView ada = ada();
        grace();

        assertThat(customers().byContact(Channel.PHONE, "+1 (613) 555-0199")).containsExactly(ada);
        assertThat(customers().byContact(Channel.EMAIL, "ADA@EXAMPLE.ORG")).containsExactly(ada);
        assertThat(customers().byContact(Channel.PHONE, "nobody")).isEmpty();
    }

    @Test
    void sameCustomerAgainIsTheSameAndAnotherOfTheReferenceIsRefused() {
        CustomerDocument said = document("Ada", "ada@example.org", "613 555 0199");
        Customers.Created first = customers().create(ZOE, "crm", "ada", said);
        Customers.Created again = customers().create(ZOE, "crm", "ada", said);

        assertThat(first.isNew()).isTrue();
        assertThat(again).isEqualTo(new Customers.Created(first.customer(), false));
        assertThatThrownBy(() -> customers().create(ZOE, "crm", "ada", said.withSegment(Optional.of("gold"))))
                .isInstanceOf(CustomerConflictException.class)
                .hasMessageContaining("is there already");
        assertThat(audited(first.customer().id())).containsExactly("customer.created");
    }

    @Test
    void customerMadeBySeveralAtOnceIsMadeOnce() throws Exception {
        CustomerDocument said = document("Ada", "ada@example.org", "613 555 0199");
        var callers = Executors.newFixedThreadPool(6);
        try {
            List<Customers.Created> made = new ArrayList<>();
            List<Future<Customers.Created>> calls =
                    callers.invokeAll(Collections.nCopies(12, () -> customers().create(ZOE, "crm", "ada", said)));
            for (Future<Customers.Created> call : calls) {
                made.add(call.get());
            }
            assertThat(made).filteredOn(Customers.Created::isNew).hasSize(1);
            assertThat(made)
                    .extracting(created -> created.customer().id())
                    .containsOnly(made.get(0).customer().id());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void changeOfWhatSomebodyElseChangedMeanwhileIsRefused() {
        CustomerView ada = ada();
        OptionalInt seen = OptionalInt.of(ada.version());
        CustomerView changed =
                customers().change(ZOE, ada.id(), seen, ada.document().withSegment(Optional.of("gold")));

        assertThat(changed.version()).isEqualTo(ada.version() + 1);
        assertThatThrownBy(() -> customers().change(ZOE, ada.id(), seen, ada.document()))
                .isInstanceOfSatisfying(CustomerConflictException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.STALE));
        assertThat(customers().byId(ada.id())).contains(changed);
    }

    @Test
    void changeThatChangesNothingIsNoNewVersionAndNoNews() {
        CustomerView ada = ada();
        long before = happenings();

        CustomerView same = customers().change(ZOE, ada.id(), OptionalInt.empty(), ada.document());

        assertThat(same).isEqualTo(ada);
        assertThat(happenings()).isEqualTo(before);
    }

    private long happenings() {
        return hub.store.transactions().read(tx -> Happenings.after(tx, "test", 1000)).stream()
                .filter(numbered -> numbered.happening().kind() == Kind.CUSTOMER_CHANGED)
                .count();
    }

    @Test
    void segmentsThatACustomerWasInAreKnownWithTheirTimes() {
        CustomerView ada = ada();
        Instant first = hub.now();
        CustomerView gold = customers()
                .change(ZOE, ada.id(), OptionalInt.empty(), ada.document().withSegment(Optional.of("gold")));
        hub.pass(Duration.ofDays(10));
        customers().change(ZOE, ada.id(), OptionalInt.empty(), gold.document().withSegment(Optional.of("silver")));

        assertThat(customers().file(ada.id()).orElseThrow().segments())
                .containsExactly(
                        new SegmentSpan("gold", first, Optional.of(hub.now())),
                        new SegmentSpan("silver", hub.now(), Optional.empty()));
    }

    @Test
    void verifiedAddressStaysSoAsLongAsItIsKeptAndNobodyVerifiesBySayingSo() {
        CustomerView ada = ada();
        customers().verified(ZOE, ada.id(), Channel.EMAIL, "ada@example.org");
        CustomerView moved = customers()
                .change(
                        ZOE,
                        ada.id(),
                        OptionalInt.empty(),
                        document("Ada", "ada@example.org", "613 555 0111")
                                .withPreferences(Map.of(Preference.LANGUAGE, "fa")));

        assertThat(moved.contacts())
                .extracting(ContactPoint::channel, ContactPoint::verifiedAt)
                .containsExactly(tuple(Channel.EMAIL, Optional.of(hub.now())), tuple(Channel.PHONE, Optional.empty()));
        assertThat(moved.preferences()).containsEntry(Preference.LANGUAGE, "fa");
        assertThatThrownBy(() -> customers().verified(ZOE, ada.id(), Channel.PHONE, "613 555 0199"))
                .hasMessageContaining("has no such phone contact");
    }

    @Test
    void customerIsFoundByWhateverIsInHand() throws Exception {
        order(
                "A-1",
                "{\"reference\":\"C-1\",\"name\":\"Renée Éclair\",\"phone\":\"613 555 0123\"}",
                "{\"name\":\"Bob Stone\",\"email\":\"bob@example.org\"}",
                ONE);
        ada();

        assertThat(found("renee ecl")).containsExactly("C-1");
        assertThat(found("ECLAIR")).containsExactly("C-1");
        assertThat(found("(613) 555-0123")).containsExactly("C-1");
        assertThat(found("a-1")).isEmpty();
        assertThat(found("A-1")).containsExactly("C-1");
        assertThat(found("c-1")).containsExactly("C-1");
        assertThat(found("rr 123 456 785 ca")).hasSize(2).contains("C-1");
        assertThat(found("bob@ex")).hasSize(1).doesNotContain("C-1");
        assertThat(found("ada hopper")).isEmpty();
        assertThat(found("nobody")).isEmpty();
    }

    @Test
    void fieldThatWhoAsksMayNotSeeIsNotSearchedEither() {
        ada();

        assertThat(hub.core
                        .customerSearch()
                        .find("ada@example", List.of("customer.name"), Optional.empty(), Optional.empty(), 20)
                        .customers())
                .isEmpty();
        assertThat(hub.core
                        .customerSearch()
                        .find("613 555 0199", List.of("customer.name"), Optional.empty(), Optional.empty(), 20)
                        .customers())
                .isEmpty();
        assertThat(hub.core
                        .customerSearch()
                        .find("lovelace", ALL_FIELDS, Optional.of("shop"), Optional.empty(), 20)
                        .customers())
                .isEmpty();
    }

    @Test
    void pagesOfASearchGiveEveryCustomerOnce() {
        for (int i = 0; i < 7; i++) {
            hub.pass(Duration.ofSeconds(1));
            customers().create(ZOE, "crm", "c" + i, document("Ada " + i, "a" + i + "@example.org", "613 555 010" + i));
        }
        List<String> all = new ArrayList<>();
        Optional<CustomerId> next = Optional.empty();
        do {
            CustomerSearch.Page page = hub.core.customerSearch().find("ada", ALL_FIELDS, Optional.empty(), next, 3);
            page.customers().forEach(view -> all.add(view.reference()));
            next = page.next();
        } while (next.isPresent());

        assertThat(all).containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
    }

    @Test
    void recipientIsOneCustomerHoweverManyParcelsCome() throws Exception {
        String bob = "{\"name\":\"Bob Stone\",\"email\":\"Bob@Example.org\",\"postalCode\":\"K1A 0B1\"}";
        order("A-1", "{\"reference\":\"C-1\"}", bob, ONE);
        order("A-2", "{\"reference\":\"C-1\"}", bob.replace("Bob@E", "bob@e").replace("Bob Stone", "bob  stone"), TWO);

        List<CustomerView> found = customers().byContact(Channel.EMAIL, "bob@example.org");

        assertThat(found).singleElement().satisfies(view -> {
            assertThat(view.roles()).containsExactly(PartyRole.RECIPIENT);
            assertThat(view.source()).isEqualTo("shop");
        });
    }

    @Test
    void mergedCustomersAreOneUntilItIsTakenBack() throws Exception {
        order("A-1", "{\"reference\":\"C-1\",\"phone\":\"613 555 0199\"}", "{\"city\":\"Hull\"}", ONE);
        CustomerId shop = customers().byReference("shop", "C-1").orElseThrow().id();
        CustomerView ada = ada();
        assertThat(customers().file(ada.id()).orElseThrow().alike())
                .extracting(CustomerView::id)
                .containsExactly(shop);

        hub.core.customerMerges().merge(ZOE, ada.id(), shop);

        assertThat(customers().byContact(Channel.PHONE, "613 555 0199"))
                .extracting(CustomerView::id)
                .containsExactly(ada.id());
        assertThat(hub.core.orders().ofCustomer(ada.id(), 10)).hasSize(1);
        assertThat(found("C-1")).containsExactly("ada");
        assertThat(customers().file(ada.id()).orElseThrow().alike()).isEmpty();
        assertThatThrownBy(
                        () -> customers().change(ZOE, shop, OptionalInt.empty(), CustomerDocument.of(PartyRole.PAYER)))
                .hasMessageContaining("was merged into " + ada.id());
        // the shop knows nothing of it and goes on
        order("A-2", "{\"reference\":\"C-1\"}", "{\"city\":\"Hull\"}", TWO);
        assertThat(hub.core.orders().ofCustomer(ada.id(), 10)).hasSize(2);

        hub.core.customerMerges().unmerge(ZOE, ada.id(), shop);

        assertThat(hub.core.orders().ofCustomer(ada.id(), 10)).isEmpty();
        assertThat(hub.core.orders().ofCustomer(shop, 10)).hasSize(2);
        assertThat(audited(shop)).startsWith("customer.unmerged", "customer.merged");
    }

    @Test
    void mergesMakeNoCircles() {
        CustomerView ada = ada();
        CustomerView grace = grace();
        hub.core.customerMerges().merge(ZOE, ada.id(), grace.id());

        for (CustomerId into : List.of(grace.id(), ada.id())) {
            assertThatThrownBy(() -> hub.core.customerMerges().merge(ZOE, into, ada.id()))
                    .isInstanceOf(CustomerConflictException.class);
        }
        assertThat(rootOf(grace.id())).isEqualTo(ada.id());
    }

    private CustomerId rootOf(CustomerId id) {
        return hub.store.transactions().read(tx -> Customers.root(tx, id));
    }

    @Test
    void twoMergesTheOtherWayRoundAtOnceMakeOne() throws Exception {
        CustomerView ada = ada();
        CustomerView grace = grace();
        var callers = Executors.newFixedThreadPool(2);
        try {
            int done = 0;
            for (var call : List.of(
                    callers.submit(() -> hub.core.customerMerges().merge(ZOE, ada.id(), grace.id())),
                    callers.submit(() -> hub.core.customerMerges().merge(ZOE, grace.id(), ada.id())))) {
                try {
                    assertThat(call.get()).isNotNull();
                    done++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(CustomerConflictException.class);
                }
            }
            assertThat(done).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void nothingOfAnErasedPersonIsLeftNorComesBackWithTheNextOrder() throws Exception {
        String ada = "{\"reference\":\"ada@example.org\",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\"}";
        String to =
                "{\"reference\":\"R-7\",\"name\":\"Ada Lovelace\",\"phone\":\"613 555 0199\",\"city\":\"Hull\",\"postalCode\":\"K1A 0B1\"}";
        order("A-1", ada, to, ONE);
        CustomerId payer =
                customers().byReference("shop", "ada@example.org").orElseThrow().id();
        CustomerId recipient =
                customers().byReference("shop", "R-7").orElseThrow().id();
        hub.core.customerMerges().merge(ZOE, payer, recipient);
        String tag = hub.core.orders().find("shop", "A-1").orElseThrow().tag();
        ParcelId parcel = hub.core.parcels().byTrackingNumber(ONE).orElseThrow().id();
        DeliveryWishes wishes = hub.core.wishes();
        assertThat(wishes.wish(parcel, DeliveryWish.Kind.NEIGHBOUR, Optional.empty()))
                .isTrue();
        assertThat(hub.core
                        .customerPrivacy()
                        .export(ZOE, payer)
                        .orElseThrow()
                        .records()
                        .get("wishes"))
                .hasSize(1);

        CustomerPrivacy.Erased erased = hub.core.customerPrivacy().erase(ZOE, payer);

        assertThat(erased.rows()).containsEntry("shipments", 1).containsEntry("customers", 2);
        assertThat(dump())
                .doesNotContain("Lovelace", "ada@", "0199", "Hull", "0B1")
                .contains("K1A");
        assertThat(audited(payer)).contains("customer.erased");
        assertThat(wishes.of(parcel)).isEmpty();
        assertThat(hub.core.orders().find("shop", "A-1").orElseThrow().tag())
                .as("no longer what was put")
                .isNotEqualTo(tag);
        assertThat(customers().byId(payer).orElseThrow().reference())
                .as("nobody finds it out by trying")
                .isNotEqualTo(Pseudonym.of(KeyedHash.of(KeyedHash.newKey()), "shop", "ada@example.org"));
        order("A-2", ada, to, TWO);
        order("A-1", ada, to.replace("Hull", "Gatineau"), ONE);
        assertThat(dump()).doesNotContain("Lovelace", "ada@", "0199", "Hull", "Gatineau", "0B1");
        assertThat(hub.core.orders().ofCustomer(payer, 10)).hasSize(2);
        assertThat(hub.core.customerPrivacy().erase(ZOE, payer).rows()).isEmpty();
        assertThatThrownBy(
                        () -> customers().change(ZOE, payer, OptionalInt.empty(), CustomerDocument.of(PartyRole.PAYER)))
                .hasMessageContaining("was erased");
        assertThat(hub.core.parcels().byTrackingNumber(ONE).orElseThrow().events())
                .isNotEmpty();
    }

    /** Every text of every table that a person could be in. */
    private String dump() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of(
                "customers",
                "contact_points",
                "customer_preferences",
                "customer_words",
                "orders",
                "shipments",
                "happenings",
                "audit",
                "tracking_events",
                "segment_spans")) {
            hub.store.transactions().read(tx -> tx.sql("SELECT * FROM " + table)
                    .query((row, n) -> {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            Object value = row.getObject(i);
                            all.append(
                                            value instanceof byte[] bytes
                                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                                    : String.valueOf(value))
                                    .append('\n');
                        }
                        return true;
                    })
                    .list());
        }
        return all.toString();
    }

    /** Years of a customer take long to read; on SQLite whoever writes is alone. */
    @Test
    void othersWriteWhileAnExportIsRead() {
        CustomerId ada = ada().id();
        List<Boolean> wrote = new ArrayList<>();
        PersonalRecords slow = new PersonalRecords() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public List<?> export(Tx tx, Set<CustomerId> persons) {
                wrote.add(CompletableFuture.supplyAsync(
                                () -> hub.store.transactions().write(other -> true))
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join());
                return List.of();
            }

            @Override
            public int erase(Tx tx, Set<CustomerId> persons, Instant now) {
                return 0;
            }
        };
        CustomerPrivacy privacy = new CustomerPrivacy(
                hub.store.transactions(), KeyedHash.of(KeyedHash.newKey()), hub::now, List.of(slow));

        assertThat(privacy.export(ZOE, ada)).isPresent();

        assertThat(wrote).containsExactly(true);
        assertThat(audited(ada)).contains("customer.exported");
    }

    @Test
    void exportHoldsWhatIsKeptUnderEveryReferenceOfThePerson() throws Exception {
        order(
                "A-1",
                "{\"reference\":\"C-1\",\"name\":\"Ada Lovelace\"}",
                "{\"reference\":\"R-7\",\"name\":\"Ada L\",\"city\":\"Hull\"}",
                ONE);
        CustomerId payer = customers().byReference("shop", "C-1").orElseThrow().id();
        CustomerId recipient =
                customers().byReference("shop", "R-7").orElseThrow().id();
        hub.core.customerMerges().merge(ZOE, payer, recipient);

        CustomerExport export = hub.core.customerPrivacy().export(ZOE, payer).orElseThrow();

        assertThat(export.customers())
                .extracting(held -> held.customer().reference())
                .containsExactly("C-1", "R-7");
        assertThat(export.records().get("shipments")).hasSize(2);
        assertThat(audited(payer)).contains("customer.exported");
    }
}
