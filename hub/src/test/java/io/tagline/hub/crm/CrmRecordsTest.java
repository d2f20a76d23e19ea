package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept to keep CRMs in step, once somebody is erased. */
final class CrmRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Viewer ADA = new Viewer("ada", Set.of(Role.ADMIN), Optional.empty());

    @TempDir
    Path folder;

    private static UUID one(Tx tx, String sql) {
        return tx.sql(sql).query((row, n) -> Uuids.of(row.getBytes(1))).single();
    }

    /** Refused by the CRM, which quoted it. */
    private static void park(Tx tx, Target target, long seq) {
        OperationsTable.insert(tx, "x", Map.of(seq, target), false, NOW);
        Operation operation = OperationsTable.find(tx, "x", OperationKey.of(target.id(), "x", target.place()))
                .orElseThrow();
        String fields = ValueText.json(new TreeMap<>(Map.of("to", new Value.Text("Grete Minde"))));
        Fate parked = Fate.parked(
                operation, NOW, "BAD_VALUE", "Grete Minde is too long", Optional.empty(), Optional.of(fields));
        boolean unused = OperationsTable.settle(tx, Settlement.of(operation, parked), NOW);
    }

    private static String kept(Tx tx) {
        return String.join(
                " ",
                tx.sql("SELECT payload, reason FROM crm_operations ORDER BY seq")
                        .query((row, n) -> row.getString(1) + " " + row.getString(2))
                        .list());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoGetsAParcelIsForgottenInThePayersThings(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", "PKG000000001");
            var unused = hub.core
                    .orders()
                    .put(
                            "shop",
                            "A-2",
                            OrderReader.read(new String(TestHub.orderJson("PKG000000002"), StandardCharsets.UTF_8)
                                    .replace("C-1", "C-2")
                                    .getBytes(StandardCharsets.UTF_8)));
            CustomerId payer = hub.core
                    .customers()
                    .byReference("shop", "C-1")
                    .orElseThrow()
                    .id();
            CustomerId recipient = hub.core
                    .customers()
                    .byReference("shop", "C-2")
                    .orElseThrow()
                    .id();
            hub.store.transactions().write(tx -> {
                UUID parcel = one(tx, "SELECT id FROM parcels WHERE tracking_number = 'PKG000000001'");
                UUID order = one(tx, "SELECT id FROM orders WHERE reference = 'A-1'");
                tx.execute(
                        "UPDATE shipments SET recipient = ? WHERE order_id = ?",
                        Uuids.bytes(recipient.value()),
                        Uuids.bytes(order));
                var added = StatesTable.add(tx, "x", false, NOW);
                park(tx, new Target("parcel", Entity.PARCEL, parcel, payer), 1);
                park(tx, new Target("customer", Entity.CUSTOMER, payer.value(), payer), 2);
                return added;
            });
            var unusedRecipient = hub.core.customerPrivacy().erase(ADA, recipient);
            assertThat(hub.store.transactions().read(CrmRecordsTest::kept))
                    .startsWith("null null ")
                    .containsOnlyOnce("too long");
            var erased = hub.core.customerPrivacy().erase(ADA, payer);
            assertThat(erased.rows()).containsEntry("crm", 1);
            assertThat(hub.store.transactions().read(CrmRecordsTest::kept)).doesNotContain("Minde");
        }
    }
}
