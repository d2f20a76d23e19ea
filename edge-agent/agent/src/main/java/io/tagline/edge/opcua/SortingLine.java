package io.tagline.edge.opcua;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The way of parcels through one portal to its diverter: which of them a verdict is about, and how far it is by now. Time is an
 * argument. Safe for any thread; holds its lock for microseconds.
 */
final class SortingLine {
    private static final Duration NETWORK = Duration.ofMillis(100);

    private final DivertSettings settings;
    private final boolean hasEye;
    private final long changeDelayNanos;
    private final EyeEdges eyes = new EyeEdges();
    private final EncoderTrack encoder;

    SortingLine(DivertSettings settings, PlcSettings plc) {
        this.settings = settings;
        this.hasEye = has(plc, PlcSignal.PHOTO_EYE);
        // a change waits for a look of the PLC's and for a message
        this.changeDelayNanos = plc.publishing()
                .plus(plc.sampling())
                .multipliedBy(2)
                .plus(NETWORK)
                .toNanos();
        this.encoder = new EncoderTrack(changeDelayNanos);
    }

    private boolean has(PlcSettings plc, PlcSignal signal) {
        return plc.nodes().stream().anyMatch(node -> node.signal() == signal && isOurs(node));
    }

    private boolean isOurs(PlcNode node) {
        return node.portal().isEmpty() || node.portal().equals(settings.portal());
    }

    synchronized void eye(PlcChange change) {
        if (isOurs(change.node())) {
            eyes.add(change);
        }
    }

    synchronized void encoder(PlcChange change) {
        if (isOurs(change.node())) {
            encoder.add(change);
        }
    }

    /** What is known of the parcel that a verdict is about. */
    enum Where {
        /** It is found, and no other verdict is about it. */
        KNOWN,
        /** The PLC may still have to tell of it. */
        WAIT,
        /** Nothing came to the photo-eye then, or nothing that had no verdict yet. */
        NO_PARCEL,
        /** Two parcels came too close to each other to tell them apart. */
        TWO_PARCELS,
        /** The encoder is silent, so nobody can say where it is. */
        NO_POSITION
    }

    /**
     * A parcel on its way.
     *
     * @param tick when it was at the photo-eye, or crossed the portal's line where there is none
     * @param diverter count of the encoder at the diverter; empty on a conveyor without
     */
    record Parcel(Where where, long tick, OptionalLong diverter) {
        private static Parcel not(Where where) {
            return new Parcel(where, 0, OptionalLong.empty());
        }
    }

    /** The parcel that crossed at a time; no later verdict is about it. */
    synchronized Parcel take(long crossingTick, long now) {
        long tick = crossingTick;
        if (hasEye) {
            EyeEdges.Found found =
                    eyes.nearest(crossingTick, settings.eyeWindow().toNanos());
            long radius = found.match() == EyeEdges.Match.NONE
                    ? settings.eyeWindow().toNanos()
                    : Math.abs(found.tick() - crossingTick);
            if (now - crossingTick < radius + changeDelayNanos) {
                // a nearer one may be on its way here
                return Parcel.not(Where.WAIT);
            }
            if (found.match() != EyeEdges.Match.FOUND) {
                return Parcel.not(found.match() == EyeEdges.Match.NONE ? Where.NO_PARCEL : Where.TWO_PARCELS);
            }
            tick = found.tick();
            eyes.use(tick);
        }
        if (settings.pulses() == 0) {
            return new Parcel(Where.KNOWN, tick, OptionalLong.empty());
        }
        OptionalLong then = encoder.at(tick);
        return then.isPresent()
                ? new Parcel(Where.KNOWN, tick, OptionalLong.of(then.getAsLong() + settings.pulses()))
                : Parcel.not(Where.NO_POSITION);
    }

    /** Whether it is at the diverter; also if nobody can say. */
    synchronized boolean hasArrived(Parcel parcel, long now) {
        if (parcel.diverter().isEmpty()) {
            return now - parcel.tick() >= settings.travelTime().toNanos();
        }
        OptionalLong count = encoder.at(now);
        return count.isEmpty() || count.getAsLong() >= parcel.diverter().getAsLong();
    }

    DivertSettings settings() {
        return settings;
    }
}
