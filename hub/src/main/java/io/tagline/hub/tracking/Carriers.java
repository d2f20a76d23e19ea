package io.tagline.hub.tracking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The other carriers that this hub understands. */
public final class Carriers {
    private final Map<String, CarrierCodes> byId;

    /** @param carriers one of each id */
    public Carriers(List<CarrierCodes> carriers) {
        this.byId = carriers.stream().collect(Collectors.toUnmodifiableMap(CarrierCodes::carrier, Function.identity()));
    }

    /** The codes of this carrier, if it is in the settings. */
    public Optional<CarrierCodes> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** For messages: the ids, sorted. */
    public String names() {
        return byId.isEmpty() ? "none is in the settings" : String.join(", ", new TreeSet<>(byId.keySet()));
    }
}
