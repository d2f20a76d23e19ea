package io.tagline.hub.crm;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How one CRM is, as measures: looked up once for all of them. Safe for any thread. */
final class CrmGauges {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final CrmDesk desk;
    private final String crm;
    private final InstantSource clock;
    private Optional<CrmStatus> last = Optional.empty();
    private Instant lookedAt = Instant.EPOCH;

    private CrmGauges(CrmDesk desk, String crm, InstantSource clock) {
        this.desk = desk;
        this.crm = crm;
        this.clock = clock;
    }

    static void bind(MeterRegistry registry, CrmDesk desk, String crm, InstantSource clock) {
        CrmGauges gauges = new CrmGauges(desk, crm, clock);
        gauges.add(registry, "behind", "Happenings that nothing was planned of yet", CrmStatus::behind);
        gauges.add(registry, "open", "Operations that are not done, counted up to 100,000", CrmStatus::open);
        gauges.add(registry, "parked", "Operations that wait for a person, counted up to 10,000", CrmStatus::parked);
        gauges.add(
                registry,
                "ambiguous",
                "Operations of which nobody knows whether they were done, counted up to 10,000",
                CrmStatus::ambiguous);
        gauges.add(registry, "conflicts", "Fields that a person has to decide on", CrmStatus::conflicts);
        gauges.add(
                registry,
                "drift",
                "Records that the last comparison found to be otherwise on one side, and that are not being put right",
                CrmStatus::drift);
        gauges.add(registry, "budget.left", "Requests that may go out in this window", CrmStatus::budgetLeft);
        gauges.add(registry, "closed", "1 while the CRM refuses us as a whole", status -> status.closed() ? 1 : 0);
        gauges.add(registry, "lag", "How long the oldest change waits that is not at the CRM, in seconds", gauges::lag);
    }

    private void add(MeterRegistry registry, String name, String what, ToDoubleFunction<CrmStatus> value) {
        Gauge.builder("tagline.crm." + name, this, gauges -> gauges.look()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(what)
                .tag("crm", crm)
                .strongReference(true)
                .register(registry);
    }

    private double lag(CrmStatus status) {
        return status.oldest()
                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1e3)
                .orElse(0.0);
    }

    private synchronized Optional<CrmStatus> look() {
        Instant now = clock.instant();
        if (Duration.between(lookedAt, now).abs().compareTo(GOOD_FOR) > 0) {
            last = desk.status(crm);
            lookedAt = now;
        }
        return last;
    }
}
