package io.tagline.hub.web;

import io.tagline.hub.promise.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people type them: with a point or a comma, in the digits of their keyboard. */
final class DeskMoney {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}([.][0-9]{1,3})?");

    private DeskMoney() {}

    /** Empty for what is no amount of a known currency. */
    static Optional<Money> of(String amount, String currency) {
        String plain = latin(amount.strip()).replace(',', '.').replace('\u066b', '.');
        if (!AMOUNT.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Money(
                    new BigDecimal(plain), Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            // no such currency, or less than its smallest coin
            return Optional.empty();
        }
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
