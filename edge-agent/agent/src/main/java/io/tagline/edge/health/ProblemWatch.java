package io.tagline.edge.health;

import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows since when each problem stands, on elapsed time, and says in the log when one begins, with what to do, and when it is
 * over: one line each, however often it is looked at and its detail changes. Looked at by {@link AgentHealth}; safe for any
 * thread.
 */
final class ProblemWatch {
    private static final Logger log = LoggerFactory.getLogger(ProblemWatch.class);

    private record Key(String name, String subject) {}

    private final Map<Key, Long> since = new LinkedHashMap<>();

    /** These are the problems at this moment; the first {@link Health#MOST_PROBLEMS} of them, with their beginnings. */
    synchronized List<Health.Problem> look(List<Problem> problems, WallMapping now) {
        Set<Key> present = problems.stream().map(ProblemWatch::key).collect(Collectors.toSet());
        since.entrySet().removeIf(standing -> {
            boolean over = !present.contains(standing.getKey());
            if (over) {
                sayOver(standing.getKey(), now.tickNanos() - standing.getValue());
            }
            return over;
        });
        List<Health.Problem> named = new ArrayList<>();
        for (Problem problem : problems) {
            Long begun = since.putIfAbsent(key(problem), now.tickNanos());
            if (begun == null) {
                sayBegun(problem);
            }
            if (named.size() < Health.MOST_PROBLEMS) {
                named.add(new Health.Problem(
                        problem.name(), problem.line(), now.at(begun == null ? now.tickNanos() : begun)));
            }
        }
        return named;
    }

    private static Key key(Problem problem) {
        return new Key(problem.name(), problem.subject());
    }

    private static void sayBegun(Problem problem) {
        log.atWarn()
                .addKeyValue("problem", problem.name())
                .addKeyValue("detail", problem.line())
                .addKeyValue(
                        "do",
                        KnownProblem.ofCode(problem.name())
                                .map(KnownProblem::whatToDo)
                                .orElse(""))
                .log("problem");
    }

    private static void sayOver(Key key, long nanos) {
        log.atInfo()
                .addKeyValue("problem", key.name())
                .addKeyValue("subject", key.subject())
                .addKeyValue("lasted", Duration.ofNanos(nanos).truncatedTo(ChronoUnit.SECONDS))
                .log("problem over");
    }
}
