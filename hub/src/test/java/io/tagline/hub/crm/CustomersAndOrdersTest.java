package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.order.OrderView;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CRMs change, in the real customers and orders, on each database; and what a shop's next order makes of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CustomersAndOrdersTest {
    private static final Viewer CRM = new Viewer("crm:acme", Set.of(Role.OPERATIONS), Optional.empty());
    private static final String ORDER =
            """
            {"customer":{"reference":"C-1","name":"%s","phone":"+16135550100","segment":"gold"},"serviceLevel":"%s",
             "shipments":[{"parcels":[{"trackingNumber":"RR123456785CA"}]}]}
            """;

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;
    private CustomersAndOrders side;

    CustomersAndOrdersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
        side = new CustomersAndOrders(hub.core.customers(), hub::now);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private OrderView put(String name, String serviceLevel) throws Exception {
        byte[] json = ORDER.formatted(name, serviceLevel).getBytes(StandardCharsets.UTF_8);
        return hub.core.orders().put("shop", "A-1", OrderReader.read(json)).order();
    }

    private OrderView order() {
        return hub.core.orders().find("shop", "A-1").orElseThrow();
    }

    private CustomerView customer() {
        return order().customer();
    }

    private Target orderTarget() {
        UUID id = hub.store.transactions().read(tx -> tx.sql("SELECT id FROM orders WHERE reference = 'A-1'")
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .single());
        return new Target("order", Entity.ORDER, id, customer().id());
    }

    private static Target target(CustomerId id) {
        return new Target("customer", Entity.CUSTOMER, id.value(), id);
    }

    private void says(Target target, String field, Value value) {
        hub.store.transactions().write(tx -> {
            side.hold(tx, target);
            side.change(tx, CRM, target, field, value);
            return null;
        });
    }

    private void says(String field, String text) {
        says(target(customer().id()), field, new Value.Text(text));
    }

    private List<String> reached(Channel channel) {
        return customer().contacts().stream()
                .filter(point -> point.channel() == channel)
                .map(ContactPoint::value)
                .map(Personal::value)
                .toList();
    }

    @Test
    void aServiceAgreedOnInTheCrmOutlivesTheShopsNextPutOfTheSameOrder() throws Exception {
        OrderView before = put("Ada", "standard");
        says(orderTarget(), "order.service-level", new Value.Text("express"));
        assertThat(order().serviceLevel()).isEqualTo("express");
        assertThat(order().tag()).isNotEqualTo(before.tag());
        assertThat(put("Ada", "standard").serviceLevel()).isEqualTo("express");
        assertThat(put("Ada Lovelace", "standard").serviceLevel()).isEqualTo("express");
        assertThat(put("Ada Lovelace", "overnight").serviceLevel())
                .as("the shop's own change counts")
                .isEqualTo("overnight");
        assertThat(put("Ada Lovelace", "standard").serviceLevel()).isEqualTo("standard");
    }

    @Test
    void whatTheCrmHasPutRightOfACustomerOutlivesTheShopsNextOrder() throws Exception {
        OrderView unused = put("Ada", "standard");
        says("customer.name", "Ada King");
        says("customer.segment", "platinum");
        says("customer.phone", "+1 613 555 0199");
        unused = put("Ada", "standard");
        unused = put("Ada", "express");
        assertThat(customer().name()).contains(new Personal("Ada King"));
        assertThat(customer().segment()).contains("platinum");
        assertThat(reached(Channel.PHONE).get(0)).contains("0199");
        unused = put("Ada Lovelace", "express");
        assertThat(customer().name()).as("the shop's own change counts").contains(new Personal("Ada Lovelace"));
        assertThat(customer().segment()).contains("platinum");
    }

    @Test
    void eachFieldOfACustomerIsWhatTheCrmSays() throws Exception {
        OrderView unused = put("Ada", "standard");
        says("customer.stage", "dormant");
        says("customer.email", "ada@example.org");
        says("customer.address", "12 St James's Square");
        says("customer.language", "fr");
        says("customer.absent", "neighbour");
        says("customer.consent.contact", "email");
        CustomerView ada = customer();
        assertThat(ada.stage()).isEqualTo(LifecycleStage.parse("dormant"));
        assertThat(reached(Channel.EMAIL)).containsExactly("ada@example.org");
        assertThat(reached(Channel.POSTAL)).containsExactly("12 St James's Square");
        assertThat(ada.preferences())
                .containsAllEntriesOf(
                        Map.of(Preference.LANGUAGE, "fr", Preference.ABSENT, "neighbour", Preference.CONTACT, "email"));
        says(target(ada.id()), "customer.email", new Value.Nothing());
        says(target(ada.id()), "customer.language", new Value.Nothing());
        assertThat(reached(Channel.EMAIL)).isEmpty();
        assertThat(customer().preferences()).doesNotContainKey(Preference.LANGUAGE);
    }

    @Test
    void whatCanNotBeIsRefusedWithWhatWasExpected() throws Exception {
        OrderView unused = put("Ada", "standard");
        int version = customer().version();
        assertThatThrownBy(() -> says("customer.language", "klingon")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> says("customer.name", "A\u0007")).hasMessageContaining("without control characters");
        assertThatThrownBy(() -> says("customer.version", "7")).hasMessageContaining("expected no change of");
        assertThatThrownBy(() -> says(orderTarget(), "order.service-level", new Value.Nothing()))
                .hasMessageContaining("service level: expected 1 to 100 characters");
        assertThat(customer().version()).isEqualTo(version);
    }

    @Test
    void aCustomerOfTheCrmIsMadeOnce() {
        TreeMap<String, Value> fields = new TreeMap<>(Map.of("customer.name", new Value.Text("Grace")));
        Optional<UUID> made = hub.store.transactions().write(tx -> side.customer(tx, CRM, "acme", "4711", fields));
        Optional<UUID> again = hub.store.transactions().write(tx -> side.customer(tx, CRM, "acme", "4711", fields));
        assertThat(made).isPresent().isEqualTo(again);
        CustomerView grace =
                hub.core.customers().byId(new CustomerId(made.orElseThrow())).orElseThrow();
        assertThat(grace.name()).contains(new Personal("Grace"));
        assertThat(grace.stage()).isEqualTo(LifecycleStage.PROSPECT);
    }

    /** As a page of the CRM is taken in: whoever changes the customer meanwhile comes after, and sees what came. */
    @Test
    void whoIsHeldIsChangedByNobodyElse() throws Exception {
        OrderView unused = put("Ada", "standard");
        Target ada = target(customer().id());
        Thread shop = new Thread(
                () -> {
                    try {
                        OrderView put = put("Ada Lovelace", "standard");
                        assertThat(put.serviceLevel()).isEqualTo("standard");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                "shop");
        hub.store.transactions().write(tx -> {
            side.hold(tx, ada);
            shop.start();
            try {
                shop.join(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(shop.isAlive()).isTrue();
            side.change(tx, CRM, ada, "customer.segment", new Value.Text("platinum"));
            return null;
        });
        shop.join();
        assertThat(customer().name()).contains(new Personal("Ada Lovelace"));
        assertThat(customer().segment()).contains("platinum");
    }
}
