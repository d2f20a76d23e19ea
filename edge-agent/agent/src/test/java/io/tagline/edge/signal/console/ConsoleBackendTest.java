package io.tagline.edge.signal.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalBackendContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleBackendTest extends SignalBackendContract {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong tick = new AtomicLong();
    private ConsoleBackend console = new ConsoleBackend(lines::add, tick::get);

    @Override
    protected SignalBackend open() {
        console = new ConsoleBackend(lines::add, tick::get);
        return console;
    }

    @Override
    protected Set<Lamp> lit() {
        return console.lit();
    }

    @Test
    void whatIsLitIsALine() {
        console.set(Set.of(Lamp.BUZZER, Lamp.RED));
        console.set(Set.of(Lamp.RED));
        console.set(Set.of());
        assertThat(lines).containsExactly("red+buzzer", "red");
    }

    @Test
    void aLightThatBlinksForADayIsOneLine() {
        for (int i = 0; i < 10_000; i++) {
            console.set(i % 2 == 0 ? Set.of(Lamp.AMBER) : Set.of());
            tick.addAndGet(Duration.ofMillis(1_500).toNanos());
        }
        assertThat(lines).containsExactly("amber");
        tick.addAndGet(Duration.ofSeconds(5).toNanos());
        console.set(Set.of(Lamp.AMBER));
        assertThat(lines).hasSize(2);
    }
}
