package io.tagline.hub.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The languages of pages. What a reader wants is one {@link Locale}: its language, and for Persian in its extension the calendar and
 * the digits (RFC 6067, UTS 35 §3.6.1 keys {@code ca} and {@code nu}).
 *
 * <p>Asked for by {@code ?lang=} and {@code ?dates=}, else by a cookie of the same name, else by Accept-Language; else English.
 */
enum Language {
    ENGLISH("en"),
    FRENCH("fr"),
    PERSIAN("fa");

    static final String PARAMETER = "lang";

    /** Which dates and digits Persian pages have: {@code persian}, the ones of Iran, or {@code gregorian} with 0 to 9. */
    static final String DATES = "dates";

    private static final String GREGORIAN = "gregorian";
    private static final List<String> DATE_KINDS = List.of("persian", GREGORIAN);
    private static final Locale IRANIAN = Locale.forLanguageTag("fa-u-ca-persian-nu-arabext");
    private static final Locale PERSIAN_GREGORIAN = Locale.forLanguageTag("fa-u-ca-gregory-nu-latn");
    private static final List<Locale> SPOKEN =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.forLanguageTag(PERSIAN.code));

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** ISO 639-1. */
    String code() {
        return code;
    }

    /** What the reader of this request wants. */
    static Locale of(HttpServletRequest request) {
        Language language = ofCode(request.getParameter(PARAMETER))
                .or(() -> ofCode(cookie(request, PARAMETER)))
                .orElseGet(() -> accepted(request.getHeader("Accept-Language")));
        String dates = dates(request.getParameter(DATES))
                .or(() -> dates(cookie(request, DATES)))
                .orElse("");
        return switch (language) {
            case ENGLISH -> Locale.ENGLISH;
            case FRENCH -> Locale.FRENCH;
            case PERSIAN -> dates.equals(GREGORIAN) ? PERSIAN_GREGORIAN : IRANIAN;
        };
    }

    /** Query of an address that shows its page like this one: streams are opened by scripts, which know of no cookie. */
    static String query(Locale locale) {
        return PARAMETER + "=" + locale.getLanguage() + (isGregorian(locale) ? "&" + DATES + "=" + GREGORIAN : "");
    }

    /** True if days are those of the Solar Hijri calendar. */
    static boolean isIranian(Locale locale) {
        return locale.equals(IRANIAN);
    }

    private static boolean isGregorian(Locale locale) {
        return locale.equals(PERSIAN_GREGORIAN);
    }

    static Optional<Language> ofCode(@Nullable String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    static Optional<String> dates(@Nullable String kind) {
        return Optional.ofNullable(kind).filter(DATE_KINDS::contains);
    }

    private static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** By the weights that it gives (RFC 9110 §12.5.4). */
    private static Language accepted(@Nullable String header) {
        if (header == null) {
            return ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(header), SPOKEN);
            return ofCode(best == null ? null : best.getLanguage()).orElse(ENGLISH);
        } catch (IllegalArgumentException notALanguageRange) {
            return ENGLISH;
        }
    }
}
