package io.tagline.hub.promise;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a parcel goes, as far as rules need to know.
 *
 * @param country ISO 3166-1 alpha-2
 * @param postalCode in capitals, without spaces
 */
public record Destination(Optional<String> country, Optional<String> postalCode) {
    public Destination {
        postalCode = postalCode.map(code -> code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }

    /** Parcels to here are alike: country and first character of the postal code. Never a whole one, which may be one house. */
    public String area() {
        return country.orElse("?")
                + postalCode
                        .filter(code -> !code.isEmpty())
                        .map(code -> "-" + code.charAt(0))
                        .orElse("");
    }

    @Override
    public String toString() {
        return area();
    }
}
