package io.tagline.hub.notify;

import io.tagline.hub.notify.Outcome.Kind;
import io.tagline.hub.webhook.HttpPost;
import java.util.Optional;

/** What an answer over HTTP, or none, means for a notice, where it means nothing special. */
final class HttpOutcome {
    private HttpOutcome() {}

    static Outcome of(HttpPost.Answer answer) {
        if (answer.status() / 100 == 2) {
            return Outcome.taken();
        }
        return answer.status() == 404 || answer.status() == 410
                ? Outcome.of(Kind.NOBODY_THERE, "HTTP " + answer.status())
                : Outcome.later("HTTP " + answer.status(), answer.retryAfter());
    }

    static Outcome of(HttpPost.NoAnswerException none) {
        Throwable cause = none.getCause();
        if (none.isForbidden()) {
            return Outcome.of(Kind.REFUSED, String.valueOf(cause == null ? "" : cause.getMessage()));
        }
        String reason = cause == null ? "" : cause.getClass().getSimpleName();
        return none.mayHaveArrived() ? Outcome.of(Kind.UNSURE, reason) : Outcome.later(reason, Optional.empty());
    }
}
