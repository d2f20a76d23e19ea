package io.tagline.hub.web;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The countries of ISO 3166-1 by their names, in the order of a language's alphabet. Safe for any thread. */
final class Countries {
    /** At most as many as there are languages. */
    private final Map<Locale, List<Country>> byLanguage = new ConcurrentHashMap<>();

    /** One of them. */
    record Country(String code, String name) {}

    /** @param language of the page's reader ({@link Language#of}) */
    List<Country> in(Locale language) {
        return byLanguage.computeIfAbsent(language, Countries::sorted);
    }

    private static List<Country> sorted(Locale language) {
        Collator alphabet = Collator.getInstance(language);
        return Stream.of(Locale.getISOCountries())
                .map(code -> new Country(
                        code, new Locale.Builder().setRegion(code).build().getDisplayCountry(language)))
                .sorted(Comparator.comparing(Country::name, alphabet))
                .toList();
    }
}
