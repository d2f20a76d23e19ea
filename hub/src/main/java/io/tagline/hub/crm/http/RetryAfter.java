package io.tagline.hub.crm.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server asks us to wait (RFC 9110 §10.2.3): whole seconds, or a date. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /**
     * Never negative, at most a day; empty for what can't be read.
     *
     * @param date the answer's own {@code Date}: a date is meant by the server's clock, which may be hours off ours
     */
    static Optional<Duration> of(Optional<String> value, Optional<String> date, Instant now) {
        return value.map(String::strip).flatMap(text -> {
            if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                // HubSpot and others send fractions; a started second is waited out
                return Optional.of(bounded(Duration.ofSeconds((long) Math.ceil(Double.parseDouble(text)))));
            }
            Instant there = date.flatMap(RetryAfter::instant).orElse(now);
            return instant(text).map(until -> bounded(Duration.between(there, until)));
        });
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
