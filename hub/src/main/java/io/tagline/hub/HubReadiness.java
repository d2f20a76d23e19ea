package io.tagline.hub;

import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.web.Readiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether each part of the hub does its work, in stable words. Safe for any thread. */
final class HubReadiness implements Readiness {
    private static final Logger log = LoggerFactory.getLogger(HubReadiness.class);

    private final Supplier<Optional<StoreUnavailableException>> pulse;
    private final Supplier<Optional<StoreUnavailableException>> intakeWaitsFor;
    private final Optional<BooleanSupplier> brokerIsUp;
    private final Supplier<Optional<String>> intake;

    /**
     * @param pulse what is wrong with the database for one who looks in passing
     * @param intakeWaitsFor what is wrong with it for intake: on a full disk there may be room for the pulse's few bytes, and none
     *     for a batch of scans
     * @param brokerIsUp of the broker in the hub, where it is there
     * @param intake what is wrong with intake itself
     */
    HubReadiness(
            Supplier<Optional<StoreUnavailableException>> pulse,
            Supplier<Optional<StoreUnavailableException>> intakeWaitsFor,
            Optional<BooleanSupplier> brokerIsUp,
            Supplier<Optional<String>> intake) {
        this.pulse = pulse;
        this.intakeWaitsFor = intakeWaitsFor;
        this.brokerIsUp = brokerIsUp;
        this.intake = intake;
    }

    @Override
    public Map<String, Optional<String>> troubles() {
        Map<String, Optional<String>> troubles = new LinkedHashMap<>();
        Optional<StoreUnavailableException> database = pulse.get().or(intakeWaitsFor);
        database.ifPresent(e -> log.atWarn()
                .addKeyValue("state", e.trouble().code())
                .addKeyValue("reason", e.getMessage())
                .log("database does not do its work"));
        troubles.put("database", database.map(e -> e.trouble().code()));
        brokerIsUp.ifPresent(
                up -> troubles.put("broker", up.getAsBoolean() ? Optional.empty() : Optional.of("broker-down")));
        troubles.put("intake", intake.get());
        return troubles;
    }
}
