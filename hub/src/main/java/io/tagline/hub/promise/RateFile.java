package io.tagline.hub.promise;

import io.tagline.hub.promise.RateCard.Rate;
import io.tagline.hub.promise.RateCard.Zone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rates: lines of {@code currency,CAD}, {@code zone,NAME,COUNTRY,BEGINNINGS OF POSTAL CODES} (the last two may be empty) and
 * {@code rate,SERVICE,ZONE,UP TO GRAMS,PRICE}; {@code #} begins a comment.
 */
public final class RateFile {
    private static final int MOST_GRAMS = 10_000_000;

    private Optional<Currency> currency = Optional.empty();
    private final List<Zone> zones = new ArrayList<>();
    private final List<Rate> rates = new ArrayList<>();
    private final Set<String> steps = new HashSet<>();

    private RateFile() {}

    /**
     * Reads the lines of a file.
     *
     * @throws IllegalArgumentException with every line that is wrong
     */
    public static RateCard parse(List<String> lines) {
        RateFile file = new RateFile();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                file.read(line.split(",", -1));
            } catch (IllegalArgumentException | ArithmeticException e) {
                wrong.add("line " + (i + 1) + ": \"" + line + "\": " + e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return new RateCard(file.currency, file.zones, file.rates);
    }

    private void read(String[] parts) {
        switch (parts[0].strip() + " " + parts.length) {
            case "currency 2" -> currency = Optional.of(currency(parts[1].strip()));
            case "zone 4" -> zones.add(new Zone(parts[1].strip(), area(parts[2].strip(), parts[3].strip())));
            case "rate 5" -> rates.add(rate(parts));
            default ->
                throw new IllegalArgumentException(
                        "expected currency,CODE or zone,NAME,COUNTRY,POSTAL or" + " rate,SERVICE,ZONE,GRAMS,PRICE");
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected a currency of ISO 4217, e.g. CAD", e);
        }
    }

    private static Area area(String country, String postal) {
        return new Area(
                country.isEmpty() ? Optional.empty() : Optional.of(country),
                postal.isEmpty() ? List.of() : List.of(postal.split("\\s+", -1)));
    }

    private Rate rate(String[] parts) {
        String service = parts[1].strip();
        String zone = parts[2].strip();
        if (zones.stream().noneMatch(known -> known.name().equals(zone))) {
            throw new IllegalArgumentException("expected a zone that a line above names, not \"" + zone + "\"");
        }
        int grams = grams(parts[3].strip());
        if (!steps.add(service + " " + zone + " " + grams)) {
            throw new IllegalArgumentException("expected one price for a service, zone and weight");
        }
        Currency in = currency.orElseThrow(
                () -> new IllegalArgumentException("expected a line currency,CODE before the first price"));
        return new Rate(service, zone, grams, new Money(price(parts[4].strip()), in));
    }

    private static int grams(String text) {
        try {
            int grams = Integer.parseInt(text);
            if (grams >= 1 && grams <= MOST_GRAMS) {
                return grams;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("expected a weight of 1 to " + MOST_GRAMS + " grams, not \"" + text + "\"");
    }

    private static BigDecimal price(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a price such as 12.50, not \"" + text + "\"", e);
        }
    }
}
