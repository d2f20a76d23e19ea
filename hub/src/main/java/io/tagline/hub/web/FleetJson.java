package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.fleet.FleetProblem;
import io.tagline.hub.fleet.FleetView;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The fleet in the API; health is in the field names of the wire. */
record FleetJson(Instant at, long deadLetters, List<ProblemJson> problems, List<AgentJson> agents) {

    /** One agent. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record AgentJson(
            String site,
            String agent,
            String state,
            Instant stateSince,
            Instant lastHeardAt,
            List<ProblemJson> problems,
            long committed,
            List<long[]> wanted,
            long lost,
            Optional<HealthJson> health) {}

    /** What is wrong, the worst first; what to do about it is empty for a name that this hub does not know. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ProblemJson(String name, String severity, String detail, Optional<Instant> since, String whatToDo) {
        static ProblemJson of(FleetProblem problem) {
            return new ProblemJson(
                    problem.name(),
                    problem.severity().code(),
                    problem.detail(),
                    problem.since(),
                    KnownProblem.ofCode(problem.name())
                            .map(KnownProblem::whatToDo)
                            .orElse(""));
        }
    }

    /** What the agent said of itself last. */
    record HealthJson(
            Instant at,
            String version,
            long uptimeSeconds,
            List<ReaderJson> readers,
            List<PortalJson> portals,
            JournalJson journal,
            ClockJson clock,
            Health.DiskHealth disk,
            Map<String, Long> counters) {}

    /** One reader. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ReaderJson(
            String id,
            String state,
            String detail,
            Instant since,
            long reads,
            Optional<Instant> lastReadAt,
            Optional<Health.ReaderClock> clock) {
        static ReaderJson of(Health.ReaderHealth reader) {
            return new ReaderJson(
                    reader.id(),
                    reader.state(),
                    reader.detail(),
                    reader.since(),
                    reader.reads(),
                    reader.lastReadAt(),
                    reader.clock());
        }
    }

    /** One portal. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record PortalJson(String id, long scans, Optional<Instant> lastScanAt) {}

    /** The journal. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record JournalJson(
            UUID id,
            long firstSeq,
            long lastSeq,
            long pending,
            Optional<Instant> oldestPendingAt,
            long bytes,
            long quotaBytes) {}

    /** The gateway's clock. */
    record ClockJson(String quality, int errorMs) {}

    static FleetJson of(FleetView fleet) {
        return new FleetJson(
                fleet.at(),
                fleet.deadLetters(),
                fleet.problems().stream().map(ProblemJson::of).toList(),
                fleet.agents().stream().map(FleetJson::agent).toList());
    }

    private static AgentJson agent(AgentView agent) {
        return new AgentJson(
                agent.address().site(),
                agent.address().agent(),
                agent.state().code(),
                agent.stateSince(),
                agent.lastHeardAt(),
                agent.problems().stream().map(ProblemJson::of).toList(),
                agent.committed(),
                agent.wanted().stream().map(FleetJson::range).toList(),
                agent.lost(),
                agent.health().map(FleetJson::health));
    }

    private static long[] range(SeqRange range) {
        return new long[] {range.from(), range.to()};
    }

    private static HealthJson health(Health health) {
        Health.JournalHealth journal = health.journal();
        return new HealthJson(
                health.at(),
                health.version(),
                health.uptimeSeconds(),
                health.readers().stream().map(ReaderJson::of).toList(),
                health.portals().stream()
                        .map(p -> new PortalJson(p.id(), p.scans(), p.lastScanAt()))
                        .toList(),
                new JournalJson(
                        journal.id(),
                        journal.firstSeq(),
                        journal.lastSeq(),
                        journal.pending(),
                        journal.oldestPendingAt(),
                        journal.bytes(),
                        journal.quotaBytes()),
                new ClockJson(health.clock().quality().code(), health.clock().errorMs()),
                health.disk(),
                health.counters());
    }
}
