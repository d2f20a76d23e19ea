package io.tagline.edge;

import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeId;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.eye.Eyes;
import io.tagline.edge.eye.gpi.GpiEye;
import io.tagline.edge.eye.gpio.GpioEye;
import io.tagline.edge.eye.plc.PlcEye;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.opcua.PlcChanges;
import io.tagline.edge.opcua.PlcSignal;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.InputChange;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.settings.AgentSettings;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.KnownProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The wires of all photo-eyes and what is wrong with them. A wire that is not heard stops no parcel from being read. Safe for any thread. */
final class EyeWires implements AutoCloseable {
    private final Map<EyeId, EyeInput> inputs = new LinkedHashMap<>();
    private final List<GpiEye> readerInputs = new ArrayList<>();
    private final Map<ReaderId, ReaderThread> readers = new ConcurrentHashMap<>();
    private final Eyes eyes;

    private final RestingReaders resting;

    private EyeWires(AgentSettings settings, PlcChanges plc, Ticker ticker) {
        this.eyes = new Eyes(settings.eyes(), this::isHeard);
        this.resting = new RestingReaders(settings.portals(), eyes);
        for (EyeSettings eye : settings.eyes()) {
            inputs.put(eye.id(), input(eye, plc, ticker));
        }
    }

    /** Looks for the wires; what can't be had is tried again for ever, and {@link #problems()} says so. */
    static EyeWires open(AgentSettings settings, PlcChanges plc, Ticker ticker, Counters counters) {
        EyeWires wires = new EyeWires(settings, plc, ticker);
        if (!settings.eyes().isEmpty()) {
            counters.gauge(
                    "tagline_eye_chatter",
                    "Edges of photo-eyes since the start that began or ended no window.",
                    wires.eyes::chatter);
            counters.gauge(
                    "tagline_eye_changes_dropped",
                    "Edges of photo-eyes since the start that found no room.",
                    wires.eyes::dropped);
        }
        return wires;
    }

    private EyeInput input(EyeSettings eye, PlcChanges plc, Ticker ticker) {
        Consumer<BeamChange> to = change -> eyes.changed(change);
        if (eye.wire() instanceof EyeSettings.ReaderInput wire) {
            GpiEye input = new GpiEye(eye, wire, () -> isRead(wire.reader()), to);
            readerInputs.add(input);
            return input;
        } else if (eye.wire() instanceof EyeSettings.PlcEye wire) {
            PlcEye input = new PlcEye(eye, wire, to);
            plc.on(PlcSignal.PHOTO_EYE, input::changed);
            return input;
        } else if (eye.wire() instanceof EyeSettings.GpioPin wire) {
            return GpioEye.open(eye, wire, to, ticker);
        }
        throw new IllegalArgumentException(eye.where() + ": an eye on a wire of no kind that is known");
    }

    /** What the eyes see, for the thread {@code portals}. */
    Eyes eyes() {
        return eyes;
    }

    /** Which readers may rest, for the thread {@code portals}. */
    RestingReaders resting() {
        return resting;
    }

    /** A reader is there; eyes may hang on its inputs. */
    void add(ReaderId id, ReaderThread reader) {
        readers.put(id, reader);
        resting.add(id, reader);
    }

    /** An input of a reader changed. On the reader's thread; waits for nothing. */
    void changed(InputChange change) {
        readerInputs.forEach(input -> input.changed(change));
    }

    private boolean isRead(ReaderId id) {
        @Nullable ReaderThread reader = readers.get(id);
        return reader != null && reader.isReading();
    }

    private boolean isHeard(EyeId id) {
        @Nullable EyeInput input = inputs.get(id);
        return input != null && input.isHeard();
    }

    /** What is wrong with wires and eyes now. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        inputs.forEach((id, input) -> input.trouble()
                .ifPresent(
                        trouble -> problems.add(new Problem(KnownProblem.EYE_FAILING.code(), id.toString(), trouble))));
        for (Eyes.Report eye : eyes.reports()) {
            problem(eye).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> problem(Eyes.Report eye) {
        String at = eye.settings().where() + ": ";
        return switch (eye.state()) {
            case WATCHING, AWAY -> Optional.empty();
            case STUCK ->
                Optional.of(new Problem(
                        KnownProblem.EYE_STUCK.code(),
                        eye.settings().id().toString(),
                        at + "the beam has been broken for more than two minutes"));
            case BLIND ->
                Optional.of(new Problem(
                        KnownProblem.EYE_BLIND.code(),
                        eye.settings().id().toString(),
                        at + "the last five times that parcels passed the beam was not broken"));
        };
    }

    @Override
    public void close() {
        inputs.values().forEach(EyeInput::close);
    }
}
