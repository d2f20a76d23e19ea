package io.tagline.hub.wish;

import io.tagline.hub.store.Transactions;
import io.tagline.hub.tracking.ParcelId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Wishes of addressees, the last one of each parcel. Safe for any thread. */
public final class DeliveryWishes {
    private final Transactions transactions;
    private final Routes routes;
    private final InstantSource clock;

    public DeliveryWishes(Transactions transactions, Routes routes, InstantSource clock) {
        this.transactions = transactions;
        this.routes = routes;
        this.clock = clock;
    }

    /** A parcel on its way with a wish. */
    public record Wished(String trackingNumber, DeliveryWish wish) {}

    /**
     * Notes a wish in place of an earlier one.
     *
     * @return false if the parcel's way is over, so that nothing can be wished any more
     */
    public boolean wish(ParcelId parcel, DeliveryWish.Kind kind, Optional<LocalDate> day) {
        DeliveryWish wish = new DeliveryWish(kind, day, clock.instant());
        return transactions.write(tx -> {
            boolean noted = DeliveryWishesTable.put(tx, parcel, wish);
            if (noted) {
                DeliveryWishesTable.place(tx, parcel, Place.of(tx, parcel, routes));
            }
            return noted;
        });
    }

    /** The wish in force. */
    public Optional<DeliveryWish> of(ParcelId parcel) {
        return transactions
                .read(tx -> DeliveryWishesTable.of(tx, parcel))
                .filter(wish -> wish.kind() != DeliveryWish.Kind.NONE);
    }

    /**
     * Wishes for parcels under way that concern a site, the newest first: of those that were last seen there and not sent on, of those
     * that it is next for on their route, and of those on a load of one of its portals.
     */
    public List<Wished> of(String site, int most) {
        return transactions.read(tx -> DeliveryWishesTable.ofSite(tx, site, most));
    }

    /** Whether this is the postcode that the parcel goes to, in any spacing and case; empty if the order names none. */
    public Optional<Boolean> goesTo(ParcelId parcel, String postcode) {
        return transactions
                .read(tx -> DeliveryWishesTable.postcode(tx, parcel))
                .map(DeliveryWishes::bare)
                .filter(known -> !known.isEmpty())
                .map(bare(postcode)::equals);
    }

    private static String bare(String postcode) {
        StringBuilder bare = new StringBuilder();
        postcode.codePoints().filter(Character::isLetterOrDigit).forEach(c -> {
            // digits of any script: who reads Persian ones types them
            if (Character.isDigit(c)) {
                bare.append(Character.digit(c, 10));
            } else {
                bare.appendCodePoint(c);
            }
        });
        return bare.toString().toUpperCase(Locale.ROOT);
    }
}
