package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure as a hub does it, with the mapping that is shipped and a CRM that has its say in it. */
final class CrmErasureOverHttpTest {
    @TempDir
    Path folder;

    @Test
    void nothingOfWhoWasErasedIsLeftAtSalesforce() throws Exception {
        Path home = Lives.home(folder);
        CrmBudget budget = new CrmBudget(200, Duration.ofSeconds(1), 4);
        try (Org org = Org.start(CrmKind.SALESFORCE, Quirks.none());
                HubWithCrm hub = new HubWithCrm(
                        StoreSettings.sqlite(home.resolve("hub.db")),
                        new CrmAtHand(CrmKind.SALESFORCE, org.crm().uri(), budget, Set.of()))) {
            String order =
                    """
                    {"customer":{"reference":"C-1","name":"Anna Secret","phone":"+1 613 555 0199","email":"anna@example.org"},
                     "serviceLevel":"standard","shipments":[{"parcels":[{"trackingNumber":"PKG000000001"}]}]}
                    """;
            var unusedPut =
                    hub.core().orders().put("shop", "A-1", OrderReader.read(order.getBytes(StandardCharsets.UTF_8)));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(there(org)).contains("Anna Secret", "anna@example.org"));
            CustomerId anna = hub.core()
                    .customers()
                    .byReference("shop", "C-1")
                    .orElseThrow()
                    .id();
            var unusedErased =
                    hub.core().customerPrivacy().erase(new Viewer("ada", Set.of(Role.ADMIN), Optional.empty()), anna);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(there(org))
                    .doesNotContain("Anna", "anna@example.org", "555")
                    .contains("Name=Customer "));
            assertThat(hub.crm().conflicts().countOpen(CrmAtHand.ID)).isZero();
            assertThat(hub.crm().conflicts().refused(CrmAtHand.ID, 5)).isEmpty();
            assertThat(hub.status().parked()).isZero();
        }
    }

    private static String there(Org org) {
        return org.crm().store().all("Account").toString()
                + org.crm().store().all("Order")
                + org.crm().store().all("Tagline_Parcel__c");
    }
}
