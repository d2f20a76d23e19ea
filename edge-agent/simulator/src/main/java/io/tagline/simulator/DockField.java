package io.tagline.simulator;

import io.tagline.simulator.dock.Dock;
import java.util.List;

/** One reader's part of a dock. */
final class DockField implements Surroundings {
    private final Dock dock;
    private final String reader;
    private final long originMicros;

    /** @param originMicros the dock's time at this reader's round 0 */
    DockField(Dock dock, String reader, long originMicros) {
        this.dock = dock;
        this.reader = reader;
        this.originMicros = originMicros;
    }

    @Override
    public List<SimulatedRead> round(long round, int antenna) {
        long from = momentOf(round);
        return dock.turn(reader, antenna, from, from + RadioField.ROUND_MICROS).stream()
                .map(read -> new SimulatedRead(
                        read.atMicros() - originMicros,
                        read.epcHex(),
                        antenna,
                        (int) Math.round(Math.max(Byte.MIN_VALUE, Math.min(-1, read.rssiDbm()))),
                        1))
                .toList();
    }

    @Override
    public long momentOf(long round) {
        return originMicros + round * RadioField.ROUND_MICROS;
    }
}
