package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.store.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeMqttTest {
    /** A thread that dies of a bug takes nothing in for ever, and the rest of the hub would look well. */
    @Test
    void threadThatDiesIsSaidSoThatTheHubCanEnd(@TempDir Path folder) throws Exception {
        CompletableFuture<String> death = new CompletableFuture<>();
        // Paho knows no such scheme, and says so with an unchecked exception
        IntakeSettings settings = new IntakeSettings(URI.create("pigeon://127.0.0.1"), "hub", Optional.empty());
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder);
                IntakeMqtt intake = hub.core.startIntake(settings, death::complete)) {
            assertThat(death.get(10, TimeUnit.SECONDS))
                    .startsWith("thread intake-link died of java.lang.IllegalArgumentException");
            assertThat(intake.isConnected()).isFalse();
        }
    }
}
