package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagline.hub.crm.fake.http.Counts;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hub and each CRM with every misbehaviour at once, and the hub killed meanwhile: by default one of them, at a small size, since the
 * contract tests have the misbehaviours of all. {@code scripts/bench crm-fakes} does all four at the whole size.
 */
final class CrmFakesJourneyIT {
    private static final int EVENTS = Integer.getInteger("tagline.crm.events", 60);
    private static final int KILLS = Integer.getInteger("tagline.crm.kills", 1);
    private static final String KINDS = System.getProperty("tagline.crm.kinds", "SALESFORCE");

    private static final int REQUESTS = 200;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CrmKind.class,
            names = {"SALESFORCE", "HUBSPOT", "DYNAMICS", "ODOO"})
    void eachEventIsThereOnceAndInOrderWhateverTheCrmDoes(CrmKind kind) throws Exception {
        assumeTrue(KINDS.contains(kind.name()), "LEFT OUT: " + kind + "; -Dtagline.crm.kinds names those that are run");
        Path home = Lives.home(folder);
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        int orders = Math.max(20, EVENTS / 25);
        Work work = new Work(Math.max(5, orders / 2), orders, EVENTS, begun);
        try (Org org = Org.start(kind, Quirks.all(seed))) {
            org.crm().limit(REQUESTS, WINDOW);
            Lives lives = new Lives(
                    home,
                    kind,
                    org.crm().uri(),
                    work,
                    REQUESTS,
                    WINDOW,
                    false,
                    Duration.ZERO,
                    Duration.ofSeconds(180 + EVENTS / 10),
                    new Random(seed));
            // each life ends while what it was told is on its way
            List<String> left = lives.live(
                    KILLS, kill -> org.crm().store().all(org.events()).size() >= (long) EVENTS * kill / (KILLS + 1));
            Ledger ledger = Ledger.of(home);
            Counts counts = org.crm().counts();
            System.out.printf(
                    "%s: %d events of %d orders, hub killed %d times, %d replies lost, quirks %s; %s; %d s; seed %d%n",
                    kind,
                    ledger.count(),
                    orders,
                    KILLS,
                    org.crm().quirks().struck(Quirk.LOST_REPLY),
                    org.crm().quirks().seen(),
                    counts,
                    Duration.between(begun, Instant.now()).toSeconds(),
                    seed);
            System.out.println("when killed: " + left);
            ledger.assertOnceInOrder("event", org.crm().store().keysAsMade(org.events()));
            assertThat(org.crm().store().keysAsMade(org.customers()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(ledger.customers());
            assertThat(org.crm().store().keysAsMade(org.orders()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(ledger.orders());
            assertThat(org.crm().faults()).isEmpty();
            assertThat(counts.overruns()).as("seed %d", seed).isZero();
        }
    }
}
