package io.tagline.edge.board;

import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What the board says of a verdict, a time, an age, in one language. Immutable. */
final class Words {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Duration IN_HOURS_FROM = Duration.ofMinutes(100);
    private static final Duration IN_DAYS_FROM = Duration.ofDays(2);

    private final Language language;
    private final ZoneId zone;

    Words(Language language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
    }

    Language language() {
        return language;
    }

    String text(String key) {
        return language.text(key);
    }

    String text(String key, String value) {
        return language.text(key, value);
    }

    String number(long number) {
        return language.digits(number);
    }

    String verdict(Verdict verdict) {
        return language.text("verdict." + verdict.code());
    }

    /** What a verdict's word leaves open: why, or where else; empty if nothing is. */
    Optional<String> why(Judgement judgement) {
        if (judgement.reason().isEmpty()) {
            return Optional.empty();
        }
        return switch (judgement.verdict()) {
            case WRONG_DOOR -> Optional.of(language.text("belongs-at", judgement.reason()));
            case REFUSED -> Optional.of(language.text("reason." + judgement.reason()));
            case EXPECTED, ALREADY_PASSED, RETURNED, NOT_EXPECTED, UNKNOWN_TAG, NO_LOAD -> Optional.empty();
        };
    }

    String minute(Instant time) {
        return language.digits(MINUTES.format(time.atZone(zone)));
    }

    String second(Instant time) {
        return language.digits(SECONDS.format(time.atZone(zone)));
    }

    /** Whether the manifest in hand can be trusted: one of this minute needs no number. */
    String manifest(Duration age, boolean old) {
        if (old) {
            return language.text("manifest.old", age(age));
        }
        return age.toMinutes() < 1 ? language.text("manifest.just-in") : language.text("manifest.new", age(age));
    }

    /** How long ago, in whole minutes, hours or days; a clock that was set back makes nothing younger than new. */
    String age(Duration age) {
        if (age.compareTo(IN_DAYS_FROM) >= 0) {
            return language.text("age.days", number(age.toDays()));
        }
        if (age.compareTo(IN_HOURS_FROM) >= 0) {
            return language.text("age.hours", number(age.toHours()));
        }
        return language.text("age.minutes", number(Math.max(0, age.toMinutes())));
    }
}
