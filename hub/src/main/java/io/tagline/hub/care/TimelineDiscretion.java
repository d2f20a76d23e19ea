package io.tagline.hub.care;

import io.tagline.hub.care.TimelineEntry.CaseStep;
import io.tagline.hub.care.TimelineEntry.Said;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Leaves out of a line what who looks may not see, as the lists of cases and of interactions do. */
final class TimelineDiscretion {
    private static final String TEXT = "case.text";
    private static final String AMOUNT = "claim.amount";
    private static final String APPROVAL = "claim.approval";
    /** Amounts and who decided are in the words of these changes. */
    private static final List<String> OF_CLAIMS = List.of("proposed:", "approved:", "rejected:");

    private TimelineDiscretion() {}

    static TimelineEntry of(TimelineEntry entry, Predicate<String> mayRead) {
        if (entry instanceof Said said) {
            return mayRead.test(TEXT) ? said : without(said);
        }
        return entry instanceof CaseStep step ? of(step, mayRead) : entry;
    }

    private static Said without(Said said) {
        return new Said(
                said.id(),
                said.at(),
                said.trackingNumber(),
                said.caseNumber(),
                said.channel(),
                said.direction(),
                said.agent(),
                Optional.empty());
    }

    private static CaseStep of(CaseStep step, Predicate<String> mayRead) {
        boolean ofClaim = OF_CLAIMS.stream().anyMatch(step.change()::startsWith);
        boolean hidesAmount = ofClaim && !mayRead.test(AMOUNT);
        return new CaseStep(
                step.id(),
                step.seq(),
                step.at(),
                step.trackingNumber(),
                step.caseNumber(),
                step.caseKind(),
                step.channel(),
                step.subject().filter(text -> mayRead.test(TEXT)),
                ofClaim && !mayRead.test(APPROVAL) ? "staff" : step.who(),
                hidesAmount ? step.change().substring(0, step.change().indexOf(':')) : step.change(),
                step.note().filter(text -> mayRead.test(ofClaim ? APPROVAL : TEXT)));
    }
}
