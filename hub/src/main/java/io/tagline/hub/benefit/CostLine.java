package io.tagline.hub.benefit;

import io.tagline.hub.promise.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Money that somebody says an area took in some days. It counts in a period with the share of its days that lie in it.
 *
 * @param reference given by who enters it: entered again under the same one, it is the same line
 * @param version counts changes, from 1
 */
public record CostLine(
        String reference,
        CostKind kind,
        BenefitArea area,
        Days days,
        Money money,
        String note,
        String who,
        int version,
        Instant at) {
    public static final int LONGEST_NOTE = 500;

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_DAYS = 3_660;
    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    /** @throws IllegalArgumentException for what is no line, saying why */
    public CostLine {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "reference: expected 1 to 64 letters, digits, dots, hyphens and underscores");
        }
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "note of " + note.length() + " characters: expected at most " + LONGEST_NOTE);
        }
        if (days.count() > MOST_DAYS) {
            throw new IllegalArgumentException(days.count() + " days: expected at most " + MOST_DAYS);
        }
        if (money.amount().compareTo(MOST) > 0) {
            throw new IllegalArgumentException("amount " + money + ": expected at most " + MOST.toPlainString());
        }
    }

    /** What of it is of these days. */
    BigDecimal in(Days period) {
        return money.amount()
                .multiply(BigDecimal.valueOf(days.shared(period)))
                .divide(BigDecimal.valueOf(days.count()), 10, RoundingMode.HALF_EVEN);
    }
}
