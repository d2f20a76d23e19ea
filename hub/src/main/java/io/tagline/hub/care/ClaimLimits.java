package io.tagline.hub.care;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.promise.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * Up to which amount somebody may approve a claim. A role that is not named may approve none.
 *
 * @param currency of the limits; a claim in another one nobody can approve here
 */
public record ClaimLimits(Currency currency, Map<Role, BigDecimal> byRole) {
    public ClaimLimits {
        byRole = Map.copyOf(byRole);
    }

    /** Unless settings say otherwise. */
    public static ClaimLimits usual() {
        return new ClaimLimits(
                Currency.getInstance("CAD"),
                Map.of(Role.SUPERVISOR, new BigDecimal(500), Role.ADMIN, new BigDecimal(10_000)));
    }

    /** The highest of a person's roles; empty for who may approve nothing. */
    Optional<Money> of(Viewer who) {
        return who.roles().stream()
                .flatMap(role -> Optional.ofNullable(byRole.get(role)).stream())
                .max(BigDecimal::compareTo)
                .map(amount -> new Money(amount, currency));
    }

    boolean allows(Viewer who, Money amount) {
        return of(who).filter(limit -> limit.currency().equals(amount.currency())
                        && limit.amount().compareTo(amount.amount()) >= 0)
                .isPresent();
    }
}
