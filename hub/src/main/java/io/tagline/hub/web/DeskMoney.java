package io.tagline.hub.web;

import io.tagline.hub.promise.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * Amounts as people type them, in the digits of their keyboard. What could be read in two ways ({@code 1,250} is a thousand to some
 * and one to others) is no amount: nobody is paid by a guess.
 */
final class DeskMoney {
    private static final int LONGEST = 20;
    private static final char ARABIC_POINT = '\u066b';
    /** Arabic thousands separator, blanks that don't break, apostrophes: nobody's decimal sign. */
    private static final String GROUPING = "[ \u00a0\u202f\u066c'\u2019]";

    private DeskMoney() {}

    /** Empty for what is no amount of a known currency. */
    static Optional<Money> of(String amount, String currency) {
        if (amount.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Currency of = Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT));
            return plain(latin(amount.strip()), Math.max(0, of.getDefaultFractionDigits()))
                    .map(number -> new Money(new BigDecimal(number), of));
        } catch (IllegalArgumentException e) {
            // no such currency
            return Optional.empty();
        }
    }

    /** With a point and nothing else between its digits; empty if it isn't clear where that is. */
    private static Optional<String> plain(String typed, int digits) {
        String part = digits == 0 ? "" : "([.,\u066b]([0-9]{1," + digits + "}))?";
        if (typed.matches("[0-9]{1,9}" + part)
                || typed.matches("[0-9]{1,3}(" + GROUPING + "[0-9]{3}){1,2}" + part)
                || (digits > 0 && typed.matches("[0-9]{1,3}(,[0-9]{3}){1,2}[.][0-9]{1," + digits + "}"))
                || (digits > 0 && typed.matches("[0-9]{1,3}([.][0-9]{3}){1,2},[0-9]{1," + digits + "}"))) {
            int point = digits == 0 ? -1 : lastSign(typed);
            return Optional.of(
                    point < 0
                            ? onlyDigits(typed)
                            : onlyDigits(typed.substring(0, point)) + "." + typed.substring(point + 1));
        }
        // twice the same sign, or once where a coin has no parts, can only be thousands
        int fewest = digits == 0 ? 1 : 2;
        return typed.matches("[0-9]{1,3}((,[0-9]{3}){" + fewest + ",2}|([.][0-9]{3}){" + fewest + ",2})")
                ? Optional.of(onlyDigits(typed))
                : Optional.empty();
    }

    private static int lastSign(String typed) {
        return Math.max(typed.lastIndexOf('.'), Math.max(typed.lastIndexOf(','), typed.lastIndexOf(ARABIC_POINT)));
    }

    private static String onlyDigits(String typed) {
        return typed.replaceAll("[^0-9]", "");
    }

    private static String latin(String digits) {
        StringBuilder plain = new StringBuilder(digits.length());
        digits.chars().forEach(sign -> {
            int value = Character.digit(sign, 10);
            plain.append(value >= 0 ? (char) ('0' + value) : (char) sign);
        });
        return plain.toString();
    }
}
