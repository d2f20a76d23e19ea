package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tagline.hub.store.StoreTrouble;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.web.Readiness;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HubReadinessTest {
    @Test
    void whatIntakeWaitsForIsATroubleOfTheDatabaseThoughItAnswers() {
        AtomicReference<Optional<StoreUnavailableException>> waitsFor = new AtomicReference<>(Optional.of(
                new StoreUnavailableException(StoreTrouble.FULL, "no room", new IllegalStateException("disk"))));
        Readiness readiness =
                new HubReadiness(Optional::empty, waitsFor::get, Optional.of(() -> true), Optional::empty);

        assertThat(readiness.troubles())
                .containsExactly(
                        entry("database", Optional.of("database-full")),
                        entry("broker", Optional.empty()),
                        entry("intake", Optional.empty()));

        waitsFor.set(Optional.empty());
        assertThat(readiness.troubles()).containsEntry("database", Optional.empty());
    }

    @Test
    void aBrokerElsewhereIsNoPartOfThisHub() {
        Readiness readiness =
                new HubReadiness(Optional::empty, Optional::empty, Optional.empty(), () -> Optional.of("broker-away"));

        assertThat(readiness.troubles())
                .containsExactly(entry("database", Optional.empty()), entry("intake", Optional.of("broker-away")));
    }
}
