package io.tagline.hub.fleet;

import io.tagline.hub.ledger.JournalState;
import io.tagline.hub.ledger.JournalTrouble;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.SeqRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with an agent: what it says itself, and what only the hub can see. */
final class AgentProblems {
    /** A health message is under way for seconds at most; further ahead one of the two clocks is wrong. */
    static final Duration CLOCK_AHEAD = Duration.ofMinutes(1);

    /** Agents of before 0.2 do not say so themselves. */
    private static final Duration BACKLOG_OLD = Duration.ofMinutes(15);

    private AgentProblems() {}

    /**
     * All of them, the worst first.
     *
     * @param journals the one that it writes first; none if it has sent no health
     * @param hubVersion empty in a hub that was not built as a release
     */
    static List<FleetProblem> of(AgentRecord agent, List<JournalStanding> journals, String hubVersion, Instant now) {
        List<FleetProblem> problems = new ArrayList<>();
        state(agent, now).ifPresent(problems::add);
        agent.health().ifPresent(health -> {
            health.problems().stream().map(FleetProblem::of).forEach(problems::add);
            clockAhead(agent, health).ifPresent(problems::add);
            backlogOld(agent, health, now).ifPresent(problems::add);
            versionsApart(health.version(), hubVersion).ifPresent(problems::add);
        });
        for (int i = 0; i < journals.size(); i++) {
            JournalStanding journal = journals.get(i);
            numbers(journal.state(), i == 0 ? "its journal" : "its earlier journal " + journal.id(), problems);
        }
        journals.stream().findFirst().ifPresent(present -> identity(agent, present.trouble(), now, problems));
        problems.sort(FleetProblem.WORST_FIRST);
        return problems;
    }

    private static void numbers(JournalState journal, String name, List<FleetProblem> problems) {
        if (journal.lost() > 0) {
            problems.add(FleetProblem.of(
                    KnownProblem.SCANS_LOST,
                    numbers(journal.lost()) + " of " + name + ", from "
                            + journal.lostRanges().get(0).from() + " on"));
        }
        if (!journal.wanted().isEmpty()) {
            long wanted = journal.wanted().stream().mapToLong(SeqRange::size).sum();
            problems.add(FleetProblem.of(
                    KnownProblem.SCANS_WANTED,
                    numbers(wanted) + " of " + name + " asked for again, from "
                            + journal.wanted().get(0).from() + " on"));
        }
    }

    /** An earlier journal may well be with the gateway that it was copied from, too. */
    private static void identity(AgentRecord agent, JournalTrouble trouble, Instant now, List<FleetProblem> problems) {
        if (trouble.isReusing(now)) {
            problems.add(FleetProblem.of(
                    KnownProblem.JOURNAL_NUMBER_REUSED,
                    numbers(trouble.reused())
                            + " of its journal came with another scan: they are among the refused messages"));
        }
        for (AgentAddress other : trouble.sharedWith(agent.address(), now)) {
            problems.add(FleetProblem.of(KnownProblem.JOURNAL_SHARED, "with " + other));
        }
    }

    private static String numbers(long count) {
        return count == 1 ? "1 number" : count + " numbers";
    }

    private static Optional<FleetProblem> state(AgentRecord agent, Instant now) {
        return switch (agent.stateAt(now)) {
            case ONLINE -> Optional.empty();
            case SILENT -> Optional.of(FleetProblem.of(KnownProblem.AGENT_SILENT, "", agent.stateSince(now)));
            case OFFLINE -> Optional.of(FleetProblem.of(KnownProblem.AGENT_OFFLINE, "", agent.stateSince(now)));
        };
    }

    private static Optional<FleetProblem> clockAhead(AgentRecord agent, Health health) {
        Duration ahead = Duration.between(agent.heardAt(), health.at());
        boolean wrong = health.clock().quality() == ClockQuality.SYNCED && ahead.compareTo(CLOCK_AHEAD) > 0;
        return wrong
                ? Optional.of(FleetProblem.of(
                        KnownProblem.CLOCK_AHEAD,
                        "by " + ahead.toSeconds() + " s, though it says that it follows a time source"))
                : Optional.empty();
    }

    private static Optional<FleetProblem> backlogOld(AgentRecord agent, Health health, Instant now) {
        boolean said =
                health.problems().stream().anyMatch(problem -> problem.name().equals(KnownProblem.BACKLOG_OLD.code()));
        boolean old = health.journal().pending() > 0
                && health.journal()
                        .oldestPendingAt()
                        .filter(oldest -> oldest.plus(BACKLOG_OLD).isBefore(health.at()))
                        .isPresent();
        return old && !said && agent.stateAt(now) == AgentState.ONLINE
                ? Optional.of(FleetProblem.of(
                        KnownProblem.BACKLOG_OLD, health.journal().pending() + " scans wait"))
                : Optional.empty();
    }

    /** The hub is upgraded first: it understands every older agent, but not what a newer one may mean. */
    private static Optional<FleetProblem> versionsApart(String agentVersion, String hubVersion) {
        return ReleaseVersion.of(agentVersion)
                .filter(theirs -> ReleaseVersion.of(hubVersion)
                        .filter(ours -> theirs.compareTo(ours) > 0)
                        .isPresent())
                .map(theirs -> FleetProblem.of(
                        KnownProblem.VERSIONS_APART,
                        "agent " + agentVersion + ", hub " + hubVersion + ": the hub should be the newer one"));
    }
}
