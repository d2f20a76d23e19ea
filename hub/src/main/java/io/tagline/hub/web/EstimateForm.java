package io.tagline.hub.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody asks the price of, as they wrote it.
 *
 * @param weight in kilograms, with the digits and the decimal sign of any of our languages
 * @param from id of the site where it is handed in; empty for any
 */
record EstimateForm(String service, String weight, String from, String country, String postcode) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern KILOGRAMS = Pattern.compile("\\d{1,5}(\\.\\d{1,6})?");
    private static final BigDecimal GRAMS = BigDecimal.valueOf(1_000);
    private static final int MOST_GRAMS = 10_000_000;
    private static final int LONGEST = 40;
    private static final int LONGEST_POSTCODE = 20;

    /** Of the query; a field that is too long for any answer is as good as empty. */
    static EstimateForm of(Map<String, String> query, String country) {
        return new EstimateForm(
                field(query, "service", ""),
                field(query, "weight", ""),
                field(query, "from", ""),
                field(query, "country", country),
                field(query, "postcode", ""));
    }

    private static String field(Map<String, String> query, String name, String otherwise) {
        String text = query.getOrDefault(name, otherwise).strip();
        return text.length() > LONGEST ? "" : text;
    }

    /** False where somebody has just come. */
    boolean isAsked() {
        return !weight.isEmpty() || !service.isEmpty();
    }

    /** Keys of what is wrong, by field. */
    Map<String, String> failures(Collection<String> services, Collection<String> sites) {
        Map<String, String> failures = new LinkedHashMap<>();
        if (grams() == 0) {
            failures.put("weight", "estimate.bad.weight");
        }
        if (!from.isEmpty() && !sites.contains(from)) {
            failures.put("from", "estimate.bad.from");
        }
        if (!COUNTRIES.contains(country)) {
            failures.put("country", "estimate.bad.country");
        }
        if (postcode.length() > LONGEST_POSTCODE) {
            failures.put("postcode", "estimate.bad.postcode");
        }
        if (!services.contains(service)) {
            failures.put("service", "estimate.bad.service");
        }
        return failures;
    }

    /** The weight, rounded up; 0 for what is none. */
    int grams() {
        StringBuilder plain = new StringBuilder();
        weight.codePoints().forEach(sign -> {
            int digit = Character.digit(sign, 10);
            // a comma in French, an Arabic decimal separator in Persian
            boolean point = sign == ',' || sign == '\u066b';
            plain.appendCodePoint(digit >= 0 ? '0' + digit : point ? '.' : sign);
        });
        if (!KILOGRAMS.matcher(plain).matches()) {
            return 0;
        }
        int grams = new BigDecimal(plain.toString())
                .multiply(GRAMS)
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return grams > MOST_GRAMS ? 0 : grams;
    }
}
