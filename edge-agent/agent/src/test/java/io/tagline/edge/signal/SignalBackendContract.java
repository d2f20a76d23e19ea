package io.tagline.edge.signal;

import static io.tagline.edge.signal.Lamp.AMBER;
import static io.tagline.edge.signal.Lamp.BLUE;
import static io.tagline.edge.signal.Lamp.BUZZER;
import static io.tagline.edge.signal.Lamp.GREEN;
import static io.tagline.edge.signal.Lamp.RED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every way to switch lamps. Each backend's test extends it. */
@Timeout(30)
public abstract class SignalBackendContract {

    /** Wired in every test; blue and white are not. */
    protected static final Map<Lamp, Integer> LAMPS = Map.of(RED, 1, AMBER, 2, GREEN, 3, BUZZER, 4);

    private @Nullable SignalBackend backend;

    /** A light of four lamps, opened. */
    protected abstract SignalBackend open() throws Exception;

    /** The lamps that are lit at the device, not those that were asked for. */
    protected abstract Set<Lamp> lit() throws Exception;

    /** The device goes, after its backend. */
    protected void stop() throws Exception {}

    protected static SignalSettings light(SignalSettings.Backend kind, boolean activeHigh) {
        return new SignalSettings(
                "agent.yaml:31",
                new PortalId("door-1"),
                kind,
                kind == SignalSettings.Backend.GPO ? Optional.of(new ReaderId("dock-a")) : Optional.empty(),
                LAMPS,
                activeHigh,
                SignalPatterns.standard());
    }

    @AfterEach
    void closeBackend() throws Exception {
        if (backend != null) {
            backend.close();
        }
        stop();
    }

    private SignalBackend opened() throws Exception {
        SignalBackend open = open();
        backend = open;
        return open;
    }

    @Test
    void itIsDarkWhenItIsOpened() throws Exception {
        SignalBackend light = opened();
        awaitLit(Set.of());
        assertThat(light.trouble()).isEmpty();
        assertThat(light.name()).isNotBlank();
    }

    @Test
    void exactlyTheLampsThatAreAskedForAreLit() throws Exception {
        SignalBackend light = opened();
        for (Set<Lamp> lamps : List.of(
                Set.of(RED, BUZZER), Set.of(RED), Set.of(GREEN), EnumSet.copyOf(LAMPS.keySet()), Set.<Lamp>of())) {
            light.set(lamps);
            awaitLit(lamps);
        }
    }

    @Test
    void askedTwiceItShowsTheSame() throws Exception {
        SignalBackend light = opened();
        light.set(Set.of(AMBER));
        light.set(Set.of(AMBER));
        awaitLit(Set.of(AMBER));
    }

    @Test
    void aLampThatTheLightLacksIsLeftOut() throws Exception {
        SignalBackend light = opened();
        light.set(Set.of(RED, BLUE));
        await().atMost(10, TimeUnit.SECONDS).until(() -> lit().contains(RED));
        Set<Lamp> wired = EnumSet.copyOf(lit());
        wired.retainAll(LAMPS.keySet());
        assertThat(wired).containsExactly(RED);
    }

    /** Dark promises nothing; a green light of an agent that is gone would. */
    @Test
    void itIsDarkWhenItIsClosedHoweverOften() throws Exception {
        SignalBackend light = opened();
        light.set(Set.of(GREEN, BUZZER));
        awaitLit(Set.of(GREEN, BUZZER));
        light.close();
        assertThat(lit()).isEmpty();
        light.close();
        assertThat(lit()).isEmpty();
    }

    @Test
    void itCanBeOpenedAgain() throws Exception {
        SignalBackend light = opened();
        light.set(Set.of(RED));
        light.close();
        light = opened();
        awaitLit(Set.of());
        light.set(Set.of(AMBER));
        awaitLit(Set.of(AMBER));
    }

    private void awaitLit(Set<Lamp> lamps) {
        await().atMost(10, TimeUnit.SECONDS).until(() -> lit().equals(lamps));
    }
}
