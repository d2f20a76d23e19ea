package io.tagline.edge;

import io.tagline.edge.opcua.PlcLink;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalDrivers;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.signal.console.ConsoleBackend;
import io.tagline.edge.signal.gpio.GpioBackend;
import io.tagline.edge.signal.gpo.GpoBackend;
import io.tagline.edge.signal.plc.PlcBackend;
import io.tagline.edge.time.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every way to switch lamps that the agent has. Safe for any thread. */
final class LightDrivers implements SignalDrivers {

    private final Ticker ticker;
    private final Map<ReaderId, ReaderThread> readers = new ConcurrentHashMap<>();
    private volatile Optional<PlcLink> plc = Optional.empty();

    LightDrivers(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A reader is there; a light that was to hang on it is tried again within a moment. */
    void add(ReaderId id, ReaderThread reader) {
        readers.put(id, reader);
    }

    /** There is a PLC; lights may hang on it. */
    void add(PlcLink link) {
        plc = Optional.of(link);
    }

    @Override
    public SignalBackend open(SignalSettings light) throws SignalException {
        return switch (light.backend()) {
            case CONSOLE -> ConsoleBackend.of(light.portal(), ticker);
            case GPIO -> GpioBackend.open(light, ticker);
            case GPO -> new GpoBackend(reader(light), light);
            case PLC ->
                new PlcBackend(
                        plc.orElseThrow(() -> new SignalException("plc: this agent has none; expected a section plc")),
                        light);
        };
    }

    private ReaderThread reader(SignalSettings light) throws SignalException {
        ReaderId id = light.reader()
                .orElseThrow(() -> new IllegalArgumentException(light.where() + ": a light on outputs of no reader"));
        @Nullable ReaderThread reader = readers.get(id);
        if (reader == null) {
            throw new SignalException("reader: " + id + " has not been started yet");
        }
        return reader;
    }
}
