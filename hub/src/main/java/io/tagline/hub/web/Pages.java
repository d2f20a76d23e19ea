package io.tagline.hub.web;

import java.util.Optional;
import org.springframework.http.HttpStatus;

/** How many of a list an answer has. */
final class Pages {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private Pages() {}

    /** @throws ProblemException 400 for what is no number from 1 to 200 */
    static int limit(Optional<String> limit) {
        try {
            int wanted = limit.map(Integer::parseInt).orElse(USUAL);
            if (wanted >= 1 && wanted <= MOST) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProblemException(
                Problem.of(HttpStatus.BAD_REQUEST, "bad-limit", "limit: expected a number from 1 to " + MOST));
    }

    static ProblemException badCursor() {
        return new ProblemException(Problem.of(
                HttpStatus.BAD_REQUEST, "bad-cursor", "before: expected the cursor that the page before has given"));
    }
}
