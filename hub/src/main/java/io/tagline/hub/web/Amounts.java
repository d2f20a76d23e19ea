package io.tagline.hub.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Numbers as readers of a language write them, with its digits, and the key of the words around them. Confined to one page. */
final class Amounts {
    private static final double SECOND_MS = 1_000;
    private static final double MINUTE_MS = 60_000;
    private static final double HOUR_MS = 3_600_000;
    private static final double DAY_MS = 86_400_000;

    private final NumberFormat whole;
    private final NumberFormat fine;

    /** @param language of the page's reader ({@link Language#of}) */
    Amounts(Locale language) {
        whole = NumberFormat.getIntegerInstance(language);
        fine = NumberFormat.getNumberInstance(language);
        fine.setMaximumFractionDigits(1);
    }

    /**
     * A number and what it is of.
     *
     * @param unit end of the key {@code unit.…}
     */
    record Amount(String unit, String number) {}

    Amount time(double ms) {
        // two times side by side are easier compared in one unit
        if (ms >= 4 * DAY_MS) {
            return new Amount("d", fine.format(ms / DAY_MS));
        }
        if (ms >= HOUR_MS) {
            return new Amount("h", fine.format(ms / HOUR_MS));
        }
        if (ms >= MINUTE_MS) {
            return new Amount("min", fine.format(ms / MINUTE_MS));
        }
        return ms >= SECOND_MS ? new Amount("s", fine.format(ms / SECOND_MS)) : new Amount("ms", whole.format(ms));
    }

    Amount share(double share) {
        return new Amount("percent", fine.format(share * 100));
    }

    Amount score(double score) {
        return new Amount("score", fine.format(score));
    }

    Amount bytes(double bytes) {
        return new Amount("gib", fine.format(bytes / (1L << 30)));
    }

    Amount count(double number) {
        return new Amount(
                "count", (Math.abs(number) >= 10 || number == Math.rint(number) ? whole : fine).format(number));
    }

    /** The number alone. */
    String kilograms(int grams) {
        NumberFormat exact = (NumberFormat) fine.clone();
        exact.setMaximumFractionDigits(3);
        return exact.format(grams / 1_000.0);
    }

    String number(long number) {
        return whole.format(number);
    }

    /** With the code of the currency: signs of currencies are not unique. */
    String money(BigDecimal amount, String currency) {
        NumberFormat exact = (NumberFormat) whole.clone();
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        exact.setMinimumFractionDigits(digits);
        exact.setMaximumFractionDigits(digits);
        return exact.format(amount) + " " + currency;
    }
}
