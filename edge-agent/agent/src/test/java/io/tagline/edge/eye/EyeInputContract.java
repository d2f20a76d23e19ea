package io.tagline.edge.eye;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.portal.PortalId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every wire of an eye does, whatever it hangs on. */
public abstract class EyeInputContract {
    protected static final EyeId EYE = new EyeId(new PortalId("door-1"), EyePosition.MIDDLE);

    protected final AtomicLong tick = new AtomicLong(1_000_000_000L);
    private final List<BeamChange> told = new CopyOnWriteArrayList<>();
    private Optional<EyeInput> input = Optional.empty();

    /** An input on a wire that is at its low level and heard, or will be within a moment. */
    protected abstract EyeInput open(EyeSettings.Wire wire, boolean activeHigh, Consumer<BeamChange> changes)
            throws Exception;

    protected abstract EyeSettings.Wire wire();

    /** The wire goes to this level at the present time. */
    protected abstract void level(boolean high);

    /** Another wire of the same machine does. */
    protected abstract void otherLevel(boolean high);

    /** Whatever is between the wire and us goes away, or is back with the wire at its low level. */
    protected abstract void away(boolean isAway);

    protected static EyeSettings settings(EyeSettings.Wire wire, boolean activeHigh) {
        return new EyeSettings("agent.yaml:7", EYE, wire, activeHigh, EyeSettings.DEBOUNCE);
    }

    @AfterEach
    void close() {
        input.ifPresent(EyeInput::close);
    }

    @Test
    void aBeamThatIsBrokenAndFreedIsToldWithItsTimes() throws Exception {
        start(true);
        level(true);
        awaitLast(true, tick.get());
        tick.addAndGet(Duration.ofMillis(400).toNanos());
        level(false);
        awaitLast(false, tick.get());
    }

    @Test
    void anEyeThatIsLiveWhileItsBeamIsFreeIsActiveLow() throws Exception {
        start(false);
        level(true);
        awaitLast(false, tick.get());
        tick.addAndGet(Duration.ofMillis(400).toNanos());
        level(false);
        awaitLast(true, tick.get());
    }

    @Test
    void otherWiresAreNoneOfItsBusiness() throws Exception {
        start(true);
        otherLevel(true);
        tick.addAndGet(1_000);
        level(true);
        awaitLast(true, tick.get());
        assertThat(told.stream().filter(BeamChange::broken).map(BeamChange::tickNanos))
                .allMatch(at -> at == tick.get());
    }

    @Test
    void aWireThatIsLostIsNotHeardUntilItIsBack() throws Exception {
        start(true);
        away(true);
        Awaitility.await().until(() -> !isHeard());
        away(false);
        Awaitility.await().until(this::isHeard);
        tick.addAndGet(1_000);
        level(true);
        awaitLast(true, tick.get());
    }

    private void start(boolean activeHigh) throws Exception {
        input = Optional.of(open(wire(), activeHigh, told::add));
        Awaitility.await().until(this::isHeard);
    }

    private boolean isHeard() {
        return input.map(EyeInput::isHeard).orElse(false);
    }

    private void awaitLast(boolean broken, long atTick) {
        Awaitility.await().untilAsserted(() -> assertThat(told).last().satisfies(change -> {
            assertThat(change.eye()).isEqualTo(EYE);
            assertThat(change.broken()).isEqualTo(broken);
            assertThat(change.tickNanos()).isEqualTo(atTick);
        }));
    }
}
