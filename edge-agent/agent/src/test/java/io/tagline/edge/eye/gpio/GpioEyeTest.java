package io.tagline.edge.eye.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProviderImpl;
import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeInputContract;
import io.tagline.edge.eye.EyeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GpioEyeTest extends EyeInputContract {
    private static final int PIN = 24;
    private static final int OTHER = 25;

    private final Map<Integer, Pin> board = new ConcurrentHashMap<>();
    private volatile boolean inUse;
    private volatile boolean deaf;
    private volatile boolean high;

    @Override
    protected EyeInput open(EyeSettings.Wire wire, boolean activeHigh, Consumer<BeamChange> changes) {
        return new GpioEye(
                        Board::new,
                        settings(wire, activeHigh),
                        (EyeSettings.GpioPin) wire,
                        Duration.ofMillis(100),
                        changes,
                        tick::get)
                .start();
    }

    @Override
    protected EyeSettings.Wire wire() {
        return new EyeSettings.GpioPin(PIN);
    }

    @Override
    protected void level(boolean isHigh) {
        high = isHigh;
        if (!deaf) {
            Awaitility.await().until(() -> board.containsKey(PIN));
            Objects.requireNonNull(board.get(PIN)).mockState(isHigh ? DigitalState.HIGH : DigitalState.LOW);
        }
    }

    @Override
    protected void otherLevel(boolean isHigh) {
        assertThat(board).doesNotContainKey(OTHER);
    }

    @Override
    protected void away(boolean isAway) {
        inUse = isAway;
    }

    @Test
    void aPinInUseIsNamedAndAskedForAgain() {
        inUse = true;
        try (EyeInput eye = open(wire(), true, change -> {})) {
            Awaitility.await().untilAsserted(() -> assertThat(eye.trouble().orElse(""))
                    .startsWith("agent.yaml:7: pin: GPIO 24 cannot be used: ")
                    .endsWith(": Device or resource busy; is another program using it?"));
            assertThat(eye.isHeard()).isFalse();
            inUse = false;
            Awaitility.await().until(eye::isHeard);
            assertThat(eye.trouble()).isEmpty();
        }
    }

    /** A thread that dies ends the agent: parcels are read without this eye. */
    @Test
    void whatPi4jStumblesOverIsSaidAndTriedAgain() {
        Queue<Throwable> slips = new ConcurrentLinkedQueue<>(
                List.of(new IllegalArgumentException("odd board"), new NoClassDefFoundError("no native library")));
        Supplier<DigitalInputProvider> provider = () -> {
            Throwable now = slips.peek();
            if (now instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (now instanceof Error error) {
                throw error;
            }
            return new Board();
        };
        try (EyeInput eye = new GpioEye(
                        provider,
                        settings(wire(), true),
                        new EyeSettings.GpioPin(PIN),
                        Duration.ofMillis(100),
                        change -> {},
                        tick::get)
                .start()) {
            Awaitility.await().untilAsserted(() -> assertThat(eye.trouble().orElse(""))
                    .contains("agent.yaml:7: pin: GPIO 24", "odd board"));
            slips.remove();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(eye.trouble().orElse("")).contains("no native library"));
            slips.remove();
            Awaitility.await().until(eye::isHeard);
            assertThat(eye.trouble()).isEmpty();
        }
    }

    /** Pi4J 2.8.0 starts its listener before it has noted it down, and a listener that sees that ends at once. */
    @Test
    void aLevelThatPi4jTellsNothingOfIsSeenAllTheSame() {
        deaf = true;
        Map<Boolean, Boolean> seen = new ConcurrentHashMap<>();
        try (EyeInput eye = open(wire(), true, change -> seen.put(change.broken(), true))) {
            Awaitility.await().until(eye::isHeard);
            level(true);
            Awaitility.await().until(() -> seen.containsKey(true));
        }
    }

    /** The real driver, on whatever builds this: most are no Raspberry Pi. */
    @Test
    void aMachineWithoutGpioIsAClearError() {
        assumeThat(Path.of("/dev/gpiochip0")).as("a machine without GPIO").doesNotExist();
        try (EyeInput eye =
                GpioEye.open(settings(wire(), true), new EyeSettings.GpioPin(PIN), change -> {}, tick::get)) {
            Awaitility.await().untilAsserted(() -> assertThat(eye.trouble().orElse(""))
                    .contains("GPIO 24 cannot be used: this machine is no Raspberry Pi"));
        }
    }

    /** Pi4J's mock, with pins that other programs may hold. */
    private final class Board extends MockDigitalInputProviderImpl {
        @Override
        public DigitalInput create(DigitalInputConfig config) {
            Pin input = new Pin(this, config);
            context.registry().add(input);
            board.put(config.address(), input);
            return input;
        }
    }

    private final class Pin extends MockDigitalInput {
        private Pin(DigitalInputProvider provider, DigitalInputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalInput initialize(Context context) {
            if (inUse) {
                // as the kernel answers EBUSY
                throw new InitializeException(
                        "Failed to initialize input", new IllegalStateException("Device or resource busy"));
            }
            return super.initialize(context);
        }

        @Override
        public DigitalState state() {
            if (inUse) {
                throw new IOException("No such device");
            }
            return high ? DigitalState.HIGH : DigitalState.LOW;
        }
    }
}
