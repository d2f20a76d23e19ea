package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.ReconciliationView;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odoo tells of a link the id that it has there, and not the key that it has with us. */
final class OdooInStepTest {
    private static final Viewer OPERATOR = new Viewer("olga", Set.of(Role.OPERATIONS), Optional.empty());
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whereNobodyHasChangedAnythingNothingDiffersAndNothingIsAConflict() throws Exception {
        StoreSettings database = StoreSettings.sqlite(Lives.home(folder).resolve("hub.db"));
        Work work = new Work(2, 4, 8, Instant.now().minusSeconds(100));
        try (Org org = Org.start(CrmKind.ODOO, Quirks.none())) {
            CrmAtHand there = new CrmAtHand(
                    CrmKind.ODOO, org.crm().uri(), new CrmBudget(200, Duration.ofSeconds(1), 4), Set.of());
            try (HubWithCrm hub = new HubWithCrm(database, there)) {
                work.order(hub.core());
                for (int event = 0; event < work.events(); event++) {
                    work.report(hub.core(), event);
                }
                await().atMost(LONG)
                        .until(() -> hub.status().behind() == 0 && hub.status().open() == 0);
                // one that is cut off goes on in the next life, instead of another
                await().atMost(LONG).until(() -> isOver(hub.crm().conflicts().reconciliations(CrmAtHand.ID, 10)));
            }
            // reads at its start what has changed there
            try (HubWithCrm hub = new HubWithCrm(database, there)) {
                Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                hub.crm().conflicts().reconcile(CrmAtHand.ID, OPERATOR);
                await().atMost(LONG).untilAsserted(() -> {
                    List<ReconciliationView> compared = hub.crm().conflicts().reconciliations(CrmAtHand.ID, 10).stream()
                            .filter(view -> !view.startedAt().isBefore(asked))
                            .toList();
                    assertThat(compared)
                            .extracting(ReconciliationView::model)
                            .contains("res.partner", "sale.order", "x_tagline_parcel");
                    assertThat(compared).allSatisfy(view -> {
                        assertThat(view.endedAt()).isPresent();
                        assertThat(view.different()).as("%s", view).isZero();
                    });
                });
                assertThat(hub.crm().conflicts().countOpen(CrmAtHand.ID)).isZero();
            }
        }
    }

    private static boolean isOver(List<ReconciliationView> comparisons) {
        return !comparisons.isEmpty()
                && comparisons.stream().allMatch(view -> view.endedAt().isPresent());
    }
}
