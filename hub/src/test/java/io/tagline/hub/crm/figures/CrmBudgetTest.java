package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.fake.http.Counts;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake counts requests, whatever we take for one. */
final class CrmBudgetTest {
    private static final CrmBudget SMALL = new CrmBudget(12, Duration.ofMillis(300), 4);

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    Path folder;

    /**
     * One call comes to several requests, and what only reads is asked again at once when the answer is lost. With a CRM that is read by
     * GET the JDK would ask once more by itself here; Hub.main keeps it from that, and CrmFakesJourneyIT counts there.
     */
    @ParameterizedTest
    @EnumSource(
            value = CrmKind.class,
            names = {"ODOO"})
    void noRequestGoesOutBeyondTheBudget(CrmKind kind) throws Exception {
        Work work = new Work(8, 16, 16, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try (Org org = Org.start(kind, Quirks.seeded(seed).with(Quirk.LOST_REPLY, 0.3))) {
            org.crm().limit(SMALL.requests(), SMALL.window());
            CrmAtHand there = new CrmAtHand(kind, org.crm().uri(), SMALL, Set.of(), Duration.ofSeconds(1));
            try (HubWithCrm hub = new HubWithCrm(TestDatabase.SQLITE.fresh(folder), there)) {
                work.order(hub.core());
                for (int event = 0; event < work.events(); event++) {
                    work.report(hub.core(), event);
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> isQuiet(hub.status()));
            }
            Counts counts = org.crm().counts();
            assertThat(counts.requests()).isGreaterThan(3L * SMALL.requests());
            assertThat(counts.overruns())
                    .as("of %d requests, seed %d", counts.requests(), seed)
                    .isZero();
        }
    }

    private static boolean isQuiet(CrmStatus status) {
        return status.behind() == 0 && status.open() == 0;
    }
}
