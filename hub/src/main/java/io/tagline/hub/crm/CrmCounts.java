package io.tagline.hub.crm;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What of one CRM is counted. Safe for any thread. */
final class CrmCounts {
    private final MeterRegistry registry;
    private final String crm;
    private final Counter requests;
    private final Timer delay;

    CrmCounts(MeterRegistry registry, String crm) {
        this.registry = registry;
        this.crm = crm;
        this.requests = Counter.builder("tagline.crm.requests")
                .description("Requests to the CRM that came back, one way or another")
                .tag("crm", crm)
                .register(registry);
        this.delay = Timer.builder("tagline.crm.delay")
                .description("From when the hub heard of a change to when the CRM has it")
                .tag("crm", crm)
                .register(registry);
    }

    void request() {
        requests.increment();
    }

    void settled(List<Settlement> settlements, Instant now) {
        for (Settlement settlement : settlements) {
            Fate fate = settlement.fate();
            boolean ours = fate.state() == OperationState.DONE;
            String outcome = ours ? fate.code() : fate.state().code();
            Counter.builder("tagline.crm.operations")
                    .description("What became of operations")
                    .tag("crm", crm)
                    .tag("outcome", outcome)
                    .register(registry)
                    .increment();
            if (ours && !fate.code().equals("unchanged")) {
                delay.record(Duration.between(settlement.operation().plannedAt(), now));
            }
        }
    }
}
