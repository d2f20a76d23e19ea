package io.tagline.hub.care;

import io.tagline.hub.promise.WorkCalendar;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the settings say of cases. Of routings and targets the first that fits counts; where none does, the ones here do.
 *
 * @param owner of what no routing is for
 * @param supervisor of what no routing names one for
 * @param hours of the targets that no setting gives
 * @param patience how long a customer may take to answer, or to object to a solution
 * @param kept how long a case stays once it is closed, and what was said once it was said
 * @param acknowledgement text of the mail that says a mail has come, with {@code {number}} in it
 * @param question text of the mail that asks how a case was dealt with, with {@code {number}} and {@code {link}} in it
 * @param feedbackPages what links to that page begin with; none where mails do not go out, or nobody knows the hub's address
 */
public record CareRules(
        String owner,
        String supervisor,
        List<Routing> routings,
        List<Target> targets,
        WorkHours hours,
        ClaimLimits claims,
        Duration patience,
        Duration kept,
        String acknowledgement,
        String question,
        Optional<String> feedbackPages) {

    /** Unless settings say otherwise. */
    public static final Duration PATIENCE = Duration.ofDays(14);
    /** Unless settings say otherwise. */
    public static final Duration KEPT = Duration.ofDays(2 * 365);

    /** Unless settings say otherwise. */
    public static final String ACKNOWLEDGEMENT =
            "We have your message. Its number is {number}. Please keep the number in the subject when you write again.\n";

    /** Unless settings say otherwise. */
    public static final String QUESTION = "There is a solution to what you wrote to us under {number}. How did we do?"
            + " One answer, no log-in:\n\n{link}\n\nIf it is not solved for you, answer this mail.\n";

    public static final String OWNER = "service-desk";
    public static final String SUPERVISOR = "supervisors";

    public CareRules {
        routings = List.copyOf(routings);
        targets = List.copyOf(targets);
    }

    /**
     * Who owns a case at first.
     *
     * @param kind any if empty
     * @param site any if empty
     */
    public record Routing(Optional<CaseKind> kind, Optional<String> site, String owner, Optional<String> supervisor) {
        boolean isFor(CaseKind of, Optional<String> at) {
            return (kind.isEmpty() || kind.get() == of) && (site.isEmpty() || site.equals(at));
        }
    }

    /**
     * How long a case may take, in working time.
     *
     * @param kind any if empty
     * @param service of the order that it is about; any, and none, if empty
     * @param segment of the customer; any, and none, if empty
     */
    public record Target(
            Optional<CaseKind> kind,
            Optional<String> service,
            Optional<String> segment,
            Duration respond,
            Duration resolve,
            WorkHours hours) {
        boolean isFor(CaseKind of, Optional<String> ordered, Optional<String> customer) {
            return (kind.isEmpty() || kind.get() == of)
                    && (service.isEmpty() || service.equals(ordered))
                    && (segment.isEmpty() || segment.equals(customer));
        }
    }

    /** Of a hub whose settings say nothing of cases. */
    public static CareRules usual(ZoneId zone) {
        return new CareRules(
                OWNER,
                SUPERVISOR,
                List.of(),
                List.of(),
                usualHours(zone),
                ClaimLimits.usual(),
                PATIENCE,
                KEPT,
                ACKNOWLEDGEMENT,
                QUESTION,
                Optional.empty());
    }

    /** From eight to six, Monday to Friday. */
    public static WorkHours usualHours(ZoneId zone) {
        WorkCalendar week = WorkCalendar.parse("monday-to-friday", List.of("weekend: saturday sunday"));
        return new WorkHours(week, LocalTime.of(8, 0), LocalTime.of(18, 0), zone);
    }

    Routing routing(CaseKind kind, Optional<String> site) {
        return routings.stream()
                .filter(routing -> routing.isFor(kind, site))
                .findFirst()
                .orElse(new Routing(Optional.empty(), Optional.empty(), owner, Optional.empty()));
    }

    Target target(CaseKind kind, Optional<String> service, Optional<String> segment) {
        return targets.stream()
                .filter(target -> target.isFor(kind, service, segment))
                .findFirst()
                .orElseGet(() -> usualTarget(kind));
    }

    private Target usualTarget(CaseKind kind) {
        return switch (kind) {
            case REQUEST -> usualTarget(4, 16);
            case COMPLAINT -> usualTarget(4, 30);
            case CLAIM -> usualTarget(8, 100);
            case SUGGESTION -> usualTarget(20, 100);
        };
    }

    private Target usualTarget(int respondHours, int resolveHours) {
        return new Target(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(respondHours),
                Duration.ofHours(resolveHours),
                hours);
    }
}
