package io.tagline.hub.web;

import io.tagline.hub.fleet.AgentState;
import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.fleet.FleetProblem;
import io.tagline.hub.fleet.FleetView;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What operations see of the fleet. Ages are rounded so that a page changes when there is something new to read, not every
 * second.
 */
record FleetModel(
        long online,
        long total,
        long readersReading,
        long readers,
        long pending,
        long deadLetters,
        List<Problem> problems,
        List<Agent> agents) {

    /** Past this the corrected time of a scan is not to be relied on for order between sites. */
    private static final int POOR_CLOCK_MS = 1_000;

    /** Errors are shown as the next of these. */
    private static final NavigableSet<Integer> STEPS_MS = new TreeSet<>(List.of(10, 50, 100, 500, 1_000, 10_000));

    private static final String READING = "reading";

    /** States that end by themselves. */
    private static final Set<String> ON_THE_WAY = Set.of("dialling", "listening", "greeting", "configuring");

    private static final double NEARLY_FULL = 0.8;

    /** One agent; what its health says is absent until it has sent one. */
    record Agent(
            String name, String site, String state, String since, List<Problem> problems, Optional<Detail> detail) {
        /** 0 for the worst. */
        int rank() {
            if (problems.isEmpty()) {
                return 2;
            }
            return problems.get(0).severity() == KnownProblem.Severity.BAD ? 0 : 1;
        }
    }

    /** One problem; a name that this version knows has words in the messages and a section in the runbook. */
    record Problem(String name, boolean known, KnownProblem.Severity severity, String detail, String since) {
        /** The style that it is shown in. */
        public String tone() {
            return severity.code();
        }
    }

    /** What an agent said of itself last. */
    record Detail(
            String version,
            String uptime,
            List<Reader> readers,
            List<Portal> portals,
            long pending,
            Optional<String> oldestPending,
            String journalShare,
            boolean journalNearlyFull,
            boolean clockSynced,
            int clockErrorMs,
            boolean clockPoor,
            String diskFree) {}

    /** One reader; state is a code with words in the messages, tone the sign beside them, good whether it needs nobody, explained whether the agent names
     * its state among the problems. */
    record Reader(
            String id,
            String state,
            String tone,
            boolean good,
            boolean explained,
            String detail,
            String since,
            long reads,
            String lastRead,
            Optional<Health.ReaderClock> clock) {
        /** How far its clock is from the gateway's, in coarse steps: {@code -90.0 s ± 50 ms}, or {@code ± 50 ms} when it may be right. */
        public Optional<String> clockOffset() {
            return clock.map(off -> {
                Integer step = STEPS_MS.ceiling(off.errorMs());
                int error = step == null ? off.errorMs() : step;
                String sure = "± " + error + " ms";
                return Math.abs(off.aheadMs()) <= error
                        ? sure
                        : String.format(Locale.ROOT, "%+.1f s %s", off.aheadMs() / 1e3, sure);
            });
        }
    }

    /** One portal. */
    record Portal(String id, long scans, String lastScan) {}

    static FleetModel of(FleetView fleet) {
        List<Agent> agents = fleet.agents().stream()
                .map(agent -> agent(agent, fleet.at()))
                .sorted(Comparator.comparingInt(Agent::rank))
                .toList();
        return new FleetModel(
                fleet.agents().stream()
                        .filter(a -> a.state() == AgentState.ONLINE)
                        .count(),
                agents.size(),
                countReaders(agents, Reader::good),
                countReaders(agents, reader -> true),
                agents.stream()
                        .flatMap(a -> a.detail().stream())
                        .mapToLong(Detail::pending)
                        .sum(),
                fleet.deadLetters(),
                problems(fleet.problems(), fleet.at()),
                agents);
    }

    Map<String, Object> asMap() {
        return Map.of("fleet", this);
    }

    private static long countReaders(List<Agent> agents, Predicate<Reader> which) {
        return agents.stream()
                .flatMap(agent -> agent.detail().stream())
                .flatMap(detail -> detail.readers().stream())
                .filter(which)
                .count();
    }

    private static Agent agent(AgentView agent, Instant now) {
        boolean online = agent.state() == AgentState.ONLINE;
        Optional<Detail> detail = agent.health().map(health -> detail(health, now, online));
        return new Agent(
                agent.address().agent(),
                agent.address().site(),
                agent.state().code(),
                Ages.since(agent.stateSince(), now),
                problems(agent.problems(), now),
                detail);
    }

    private static List<Problem> problems(List<FleetProblem> problems, Instant now) {
        return problems.stream()
                .map(problem -> new Problem(
                        problem.name(),
                        problem.known(),
                        problem.severity(),
                        problem.detail(),
                        problem.since().map(at -> Ages.since(at, now)).orElse("")))
                .toList();
    }

    private static Detail detail(Health health, Instant now, boolean online) {
        Health.JournalHealth journal = health.journal();
        double share = journal.quotaBytes() == 0 ? 0 : (double) journal.bytes() / journal.quotaBytes();
        return new Detail(
                health.version(),
                Ages.of(Duration.ofSeconds(health.uptimeSeconds())),
                health.readers().stream()
                        .map(r -> reader(r, explained(health, r), now, online))
                        .toList(),
                health.portals().stream()
                        .map(p -> new Portal(
                                p.id(),
                                p.scans(),
                                p.lastScanAt().map(at -> Ages.since(at, now)).orElse("")))
                        .toList(),
                journal.pending(),
                journal.oldestPendingAt().map(at -> Ages.since(at, now)),
                Ages.bytes(journal.bytes()) + " / " + Ages.bytes(journal.quotaBytes()),
                share >= NEARLY_FULL,
                health.clock().quality() == ClockQuality.SYNCED,
                health.clock().errorMs(),
                health.clock().quality() != ClockQuality.SYNCED
                        || health.clock().errorMs() > POOR_CLOCK_MS,
                Ages.bytes(health.disk().freeBytes()));
    }

    private static String tone(String state, boolean online) {
        if (!online || ON_THE_WAY.contains(state)) {
            return "silent";
        }
        return state.equals(READING) ? "online" : "offline";
    }

    private static boolean explained(Health health, Health.ReaderHealth reader) {
        return health.problems().stream().anyMatch(problem -> problem.name().equals("reader-" + reader.state()));
    }

    private static Reader reader(Health.ReaderHealth reader, boolean explained, Instant now, boolean online) {
        return new Reader(
                reader.id(),
                reader.state(),
                tone(reader.state(), online),
                online && reader.state().equals(READING),
                explained,
                reader.detail(),
                Ages.since(reader.since(), now),
                reader.reads(),
                reader.lastReadAt().map(at -> Ages.since(at, now)).orElse(""),
                reader.clock());
    }
}
