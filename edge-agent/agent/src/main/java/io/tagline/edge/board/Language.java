package io.tagline.edge.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A language of the board, with its texts from {@code board_xx.properties}. */
public enum Language {
    /** English. */
    EN,
    /** French. */
    FR,
    /** Persian, from right to left, with its own digits. */
    FA;

    private static final int LONGEST_HEADER = 200;

    /** As in BCP 47 and in {@code ?lang=}: {@code fa}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of HTML's {@code dir}. */
    String direction() {
        return this == FA ? "rtl" : "ltr";
    }

    /** The text of a key, or the key where there is none: a newer agent's state is better seen by its code than not at all. */
    String text(String key) {
        return texts().getOrDefault(key, key.substring(key.indexOf('.') + 1));
    }

    /** The text with its {@code {0}} filled in. */
    String text(String key, String value) {
        return text(key).replace("{0}", value);
    }

    boolean has(String key) {
        return texts().containsKey(key);
    }

    Map<String, String> texts() {
        return Texts.of(this);
    }

    /** A number or a time in this language's digits. */
    String digits(String number) {
        if (this != FA) {
            return number;
        }
        var digits = new StringBuilder(number.length());
        number.chars().forEach(c -> digits.append(c >= '0' && c <= '9' ? (char) (c - '0' + '۰') : (char) c));
        return digits.toString();
    }

    String digits(long number) {
        return digits(Long.toString(number));
    }

    static Optional<Language> ofCode(String code) {
        for (Language language : values()) {
            if (language.code().equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The one of ours that a browser likes best; RFC 9110 §12.5.4. Empty if it likes none, or says so in no way we understand. */
    static Optional<Language> ofAcceptLanguage(String header) {
        if (header.isBlank() || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            List<Locale> ours = List.of(Locale.ENGLISH, Locale.FRENCH, new Locale("fa"));
            return Optional.ofNullable(Locale.lookup(ranges, ours)).flatMap(locale -> ofCode(locale.getLanguage()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
