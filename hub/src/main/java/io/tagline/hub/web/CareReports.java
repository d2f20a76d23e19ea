package io.tagline.hub.web;

import io.tagline.hub.care.Care;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.Feedback;
import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What customers report of parcels, and how they found deliveries, for those who look after customers. */
@Component
final class CareReports implements ProblemReports, Ratings {
    private final Care care;

    CareReports(Care care) {
        this.care = care;
    }

    @Override
    public String report(ParcelId parcel, String kind, String text, Optional<String> replyTo) {
        return care.reports().report(parcel, kindOf(kind), kind, text, replyTo).number();
    }

    /** What the post can still put right is a request; the rest has gone wrong. */
    private static CaseKind kindOf(String kind) {
        return switch (kind) {
            case "wrong_address", "other" -> CaseKind.REQUEST;
            default -> CaseKind.COMPLAINT;
        };
    }

    @Override
    public boolean rate(ParcelId parcel, int score, String comment) {
        Optional<String> text = Optional.of(comment).filter(words -> !words.isBlank());
        return care.feedback().rate(parcel, score, text) == Feedback.Outcome.GIVEN;
    }
}
