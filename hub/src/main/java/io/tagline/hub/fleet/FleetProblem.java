package io.tagline.hub.fleet;

import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.KnownProblem.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something that is wrong with an agent or with the hub, for operations.
 *
 * @param name stable; one that a newer agent says is shown as it is
 * @param detail what an operator should know, one line, may be empty
 * @param since when it began, where that is known
 */
public record FleetProblem(String name, Severity severity, String detail, Optional<Instant> since) {
    /** The worst first, of equals the one that is higher in the list of known problems. */
    static final Comparator<FleetProblem> WORST_FIRST = Comparator.comparing(FleetProblem::severity)
            .thenComparing(problem -> KnownProblem.ofCode(problem.name())
                    .map(KnownProblem::ordinal)
                    .orElse(Integer.MAX_VALUE))
            .thenComparing(FleetProblem::name)
            .thenComparing(FleetProblem::detail);

    /** One that is known, as of now. */
    public static FleetProblem of(KnownProblem known, String detail) {
        return new FleetProblem(known.code(), known.severity(), detail, Optional.empty());
    }

    static FleetProblem of(KnownProblem known, String detail, Instant since) {
        return new FleetProblem(known.code(), known.severity(), detail, Optional.of(since));
    }

    static FleetProblem of(Health.Problem said) {
        Severity severity =
                KnownProblem.ofCode(said.name()).map(KnownProblem::severity).orElse(Severity.WARN);
        return new FleetProblem(said.name(), severity, said.detail(), Optional.of(said.since()));
    }

    /** True if this version has words and a section of the runbook for it. */
    public boolean known() {
        return KnownProblem.ofCode(name).isPresent();
    }
}
