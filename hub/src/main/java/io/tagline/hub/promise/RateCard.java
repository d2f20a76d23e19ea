package io.tagline.hub.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a parcel costs, by service, weight and zone. Of zones the first that holds the destination counts; of rates the lightest that
 * is heavy enough. Immutable; {@link RateFile} reads it.
 */
public final class RateCard {
    private final Optional<Currency> currency;
    private final List<Zone> zones;
    private final List<Rate> rates;

    /** Destinations that cost the same. */
    record Zone(String name, Area area) {}

    /** A price for parcels up to a weight. */
    record Rate(String service, String zone, int upToGrams, Money price) {}

    /**
     * What a parcel would cost.
     *
     * @param upToGrams the step of weight that it falls into
     */
    public record Estimate(String service, String zone, int upToGrams, Money price) {}

    RateCard(Optional<Currency> currency, List<Zone> zones, List<Rate> rates) {
        this.currency = currency;
        this.zones = List.copyOf(zones);
        List<Rate> byWeight = new ArrayList<>(rates);
        byWeight.sort(Comparator.comparingInt(Rate::upToGrams));
        this.rates = List.copyOf(byWeight);
    }

    /** Of a hub without one. */
    public static RateCard empty() {
        return new RateCard(Optional.empty(), List.of(), List.of());
    }

    /** True if nothing has a price. */
    public boolean isEmpty() {
        return rates.isEmpty();
    }

    /** In which its prices are. */
    public Optional<Currency> currency() {
        return currency;
    }

    /** The services that have a price. */
    public List<String> services() {
        return List.copyOf(new TreeSet<>(rates.stream().map(Rate::service).toList()));
    }

    /**
     * The price of a parcel.
     *
     * @throws NoRateException saying what was expected, if there is none
     */
    public Estimate estimate(String service, int grams, Destination to) throws NoRateException {
        if (rates.stream().noneMatch(rate -> rate.service().equals(service))) {
            throw new NoRateException(
                    "service", "\"" + service + "\": expected one that has a price: " + String.join(", ", services()));
        }
        String zone = zones.stream()
                .filter(each -> each.area().holds(to))
                .map(Zone::name)
                .findFirst()
                .orElseThrow(() -> new NoRateException(
                        "country", "\"" + to.country().orElse("") + "\": expected a destination in one of the zones"));
        List<Rate> there = rates.stream()
                .filter(rate -> rate.service().equals(service) && rate.zone().equals(zone))
                .toList();
        if (there.isEmpty()) {
            throw new NoRateException("service", "\"" + service + "\": expected one that is offered to zone " + zone);
        }
        return there.stream()
                .filter(rate -> grams <= rate.upToGrams())
                .findFirst()
                .map(rate -> new Estimate(service, zone, rate.upToGrams(), rate.price()))
                .orElseThrow(() -> new NoRateException(
                        "weightGrams",
                        grams + ": expected at most "
                                + there.get(there.size() - 1).upToGrams() + " for service \"" + service + "\" to zone "
                                + zone));
    }
}
