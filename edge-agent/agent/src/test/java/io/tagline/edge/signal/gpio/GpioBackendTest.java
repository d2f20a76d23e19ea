package io.tagline.edge.signal.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProviderImpl;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalBackendContract;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GpioBackendTest extends SignalBackendContract {

    private final Map<Integer, DigitalOutput> board = new HashMap<>();
    private final Set<Integer> inUse = new HashSet<>();
    private final AtomicLong tick = new AtomicLong();

    @Override
    protected SignalBackend open() throws SignalException {
        return open(true);
    }

    private GpioBackend open(boolean activeHigh) throws SignalException {
        return new GpioBackend(Board::new, light(SignalSettings.Backend.GPIO, activeHigh), tick::get);
    }

    @Override
    protected Set<Lamp> lit() {
        return LAMPS.entrySet().stream()
                .filter(lamp -> board.containsKey(lamp.getValue())
                        && board.get(lamp.getValue()).isHigh())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void aRelayBoardThatWantsLowIsDarkAtHigh() throws Exception {
        try (GpioBackend backend = open(false)) {
            assertThat(lit()).isEqualTo(LAMPS.keySet());
            backend.set(Set.of(Lamp.RED));
            assertThat(lit()).containsExactlyInAnyOrder(Lamp.AMBER, Lamp.GREEN, Lamp.BUZZER);
        }
        assertThat(lit()).isEqualTo(LAMPS.keySet());
    }

    @Test
    void aPinInUseIsNamedTheOtherLampsWorkAndItIsAskedForAgain() throws Exception {
        inUse.add(LAMPS.get(Lamp.RED));
        try (GpioBackend backend = open(true)) {
            assertThat(backend.trouble().orElseThrow())
                    .startsWith("lamps.red: GPIO 1 cannot be used: ")
                    .endsWith(": Device or resource busy; is another program using it?");
            backend.set(Set.of(Lamp.RED, Lamp.BUZZER));
            assertThat(lit()).containsExactly(Lamp.BUZZER);
            inUse.clear();
            tick.addAndGet(Duration.ofSeconds(11).toNanos());
            backend.set(Set.of(Lamp.RED));
            assertThat(lit()).containsExactly(Lamp.RED);
            assertThat(backend.trouble()).isEmpty();
        }
    }

    @Test
    void aLightWithoutAnyPinIsNotOpened() {
        inUse.addAll(LAMPS.values());
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(SignalException.class)
                .hasMessageContainingAll("lamps.red: GPIO 1", "lamps.buzzer: GPIO 4", "busy");
    }

    /** The real driver, on whatever builds this: most are no Raspberry Pi. */
    @Test
    void aMachineWithoutGpioIsAClearError() {
        assumeThat(Path.of("/dev/gpiochip0")).as("a machine without GPIO").doesNotExist();
        assertThatThrownBy(() -> GpioBackend.open(light(SignalSettings.Backend.GPIO, true), tick::get))
                .isInstanceOf(SignalException.class)
                .hasMessageContaining("lamps.red: GPIO 1 cannot be used: this machine is no Raspberry Pi");
    }

    /** Pi4J's mock, with pins that other programs may hold. */
    private final class Board extends MockDigitalOutputProviderImpl {
        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            DigitalOutput output = new Pin(this, config);
            context.registry().add(output);
            board.put(config.address(), output);
            return output;
        }
    }

    private final class Pin extends MockDigitalOutput {
        private Pin(DigitalOutputProvider provider, DigitalOutputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalOutput initialize(Context context) {
            if (inUse.contains(address())) {
                // as the kernel answers EBUSY
                throw new InitializeException(
                        "Failed to initialize output", new IllegalStateException("Device or resource busy"));
            }
            return super.initialize(context);
        }
    }
}
