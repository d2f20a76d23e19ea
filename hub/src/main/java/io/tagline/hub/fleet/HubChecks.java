package io.tagline.hub.fleet;

import io.tagline.wire.KnownProblem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the hub itself. Whoever puts the hub together adds checks; the fleet page and the measures ask, and the
 * log has a line when a problem begins, with what to do, and one when it is over. Safe for any thread.
 */
public final class HubChecks {
    private static final Logger log = LoggerFactory.getLogger(HubChecks.class);

    private final InstantSource clock;
    private final List<Supplier<List<Found>>> checks = new CopyOnWriteArrayList<>();
    private final Map<KnownProblem, Instant> since = new EnumMap<>(KnownProblem.class);

    /** A problem that a check has found. */
    public record Found(KnownProblem problem, String detail) {}

    public HubChecks(InstantSource clock) {
        this.clock = clock;
    }

    /** Asks this, too, whenever somebody looks; it answers within seconds whatever is wrong. */
    public void add(Supplier<List<Found>> check) {
        checks.add(check);
    }

    /** What is wrong now, the worst first. */
    public List<FleetProblem> look() {
        List<Found> found = new ArrayList<>();
        checks.forEach(check -> found.addAll(check.get()));
        return named(found);
    }

    private synchronized List<FleetProblem> named(List<Found> found) {
        Instant now = clock.instant();
        Set<KnownProblem> present = EnumSet.noneOf(KnownProblem.class);
        found.forEach(each -> present.add(each.problem()));
        since.keySet().removeIf(standing -> {
            boolean over = !present.contains(standing);
            if (over) {
                log.atInfo().addKeyValue("problem", standing.code()).log("problem over");
            }
            return over;
        });
        List<FleetProblem> problems = new ArrayList<>();
        for (Found each : found) {
            Instant begun = since.computeIfAbsent(each.problem(), problem -> {
                log.atWarn()
                        .addKeyValue("problem", problem.code())
                        .addKeyValue("detail", each.detail())
                        .addKeyValue("do", problem.whatToDo())
                        .log("problem");
                return now;
            });
            problems.add(FleetProblem.of(each.problem(), each.detail(), begun));
        }
        problems.sort(FleetProblem.WORST_FIRST);
        return problems;
    }
}
