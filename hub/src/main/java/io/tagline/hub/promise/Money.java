package io.tagline.hub.promise;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money.
 *
 * @param amount with as many digits after the point as the currency has (ISO 4217)
 */
public record Money(BigDecimal amount, Currency currency) {
    /** @throws IllegalArgumentException for a negative amount, or a part of the smallest coin */
    public Money {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        if (amount.signum() < 0 || amount.stripTrailingZeros().scale() > digits) {
            throw new IllegalArgumentException("amount " + amount.toPlainString() + " " + currency
                    + ": expected none below 0, with at most " + digits + " digits after the point");
        }
        amount = amount.setScale(digits);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
