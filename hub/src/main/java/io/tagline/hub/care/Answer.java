package io.tagline.hub.care;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A solution that was good once and will be again. It says nothing about a customer.
 *
 * @param key by which cases name it: up to 64 of a-z, 0-9 and hyphen
 * @param language of the text, ISO 639-1
 * @param used how many cases it has solved
 */
public record Answer(String key, String language, String title, String text, int used, int version, Instant updatedAt) {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final int LONGEST_TEXT = 10_000;

    public Answer {
        if (!KEY.matcher(key).matches()) {
            throw wrong("key", key, "up to 64 of a-z, 0-9 and hyphen");
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw wrong("language", language, "a code such as en");
        }
        Texts.require("title", title, CaseOpening.LONGEST_SUBJECT);
        Texts.require("text", text, LONGEST_TEXT);
    }

    private static CareRefusedException wrong(String field, String value, String expected) {
        return new CareRefusedException(
                CareRefusedException.Reason.WRONG, field, "\"" + Texts.cut(value, 80) + "\": expected " + expected);
    }
}
