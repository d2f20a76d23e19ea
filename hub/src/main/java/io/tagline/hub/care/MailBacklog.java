package io.tagline.hub.care;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of our mails is not where it should be.
 *
 * @param untried how many wait that no mail server has been offered; counted up to 1,000
 * @param since when the first of them was written
 * @param refused how many a mail server would not have, ever, in the last day; counted up to 1,000
 */
public record MailBacklog(int untried, Optional<Instant> since, int refused) {
    static final int MOST = 1_000;
    /** A refused mail is somebody's to look at for so long; it stays on its case. */
    static final Duration LOOKED_AT = Duration.ofDays(1);

    /** Whether one has waited for longer than a mail server is away for. */
    public boolean isStuck(Instant now) {
        return since.filter(first -> first.plus(Duration.ofHours(1)).isBefore(now))
                .isPresent();
    }
}
