package io.tagline.hub.web;

import io.tagline.hub.fleet.AgentState;
import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.fleet.FleetView;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        List<Agent> agents) {

    /** Past this the corrected time of a scan is not to be relied on for order between sites. */
    private static final int POOR_CLOCK_MS = 1_000;

    private static final String READING = "reading";

    /** States that end by themselves. */
    private static final Set<String> ON_THE_WAY = Set.of("dialling", "listening", "greeting", "configuring");

    private static final double NEARLY_FULL = 0.8;

    /** One agent; what its health says is absent until it has sent one. */
    record Agent(
            String name,
            String site,
            String state,
            String since,
            boolean healthy,
            long lost,
            long wanted,
            Optional<Detail> detail) {}

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

    /** One reader; state is a code with words in the messages, tone the sign beside them, good whether it needs nobody. */
    record Reader(
            String id,
            String state,
            String tone,
            boolean good,
            String detail,
            String since,
            long reads,
            String lastRead) {}

    /** One portal. */
    record Portal(String id, long scans, String lastScan) {}

    static FleetModel of(FleetView fleet) {
        List<Agent> agents =
                fleet.agents().stream().map(agent -> agent(agent, fleet.at())).toList();
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
        boolean healthy = online
                && agent.lost() == 0
                && detail.map(d -> d.readers().stream().allMatch(Reader::good) && !d.journalNearlyFull())
                        .orElse(false);
        return new Agent(
                agent.address().agent(),
                agent.address().site(),
                agent.state().code(),
                Ages.since(agent.stateSince(), now),
                healthy,
                agent.lost(),
                agent.wanted().stream()
                        .mapToLong(range -> range.to() - range.from() + 1)
                        .sum(),
                detail);
    }

    private static Detail detail(Health health, Instant now, boolean online) {
        Health.JournalHealth journal = health.journal();
        double share = journal.quotaBytes() == 0 ? 0 : (double) journal.bytes() / journal.quotaBytes();
        return new Detail(
                health.version(),
                Ages.of(Duration.ofSeconds(health.uptimeSeconds())),
                health.readers().stream().map(r -> reader(r, now, online)).toList(),
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

    private static Reader reader(Health.ReaderHealth reader, Instant now, boolean online) {
        return new Reader(
                reader.id(),
                reader.state(),
                tone(reader.state(), online),
                online && reader.state().equals(READING),
                reader.detail(),
                Ages.since(reader.since(), now),
                reader.reads(),
                reader.lastReadAt().map(at -> Ages.since(at, now)).orElse(""));
    }
}
