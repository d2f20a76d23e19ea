package io.tagline.edge.journal;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.wire.Direction;
import io.tagline.wire.Receipt;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;

/** Journals and scans for tests: scan number n has n in its EPC, so that a mix-up shows. */
public final class TestJournal {
    private TestJournal() {}

    public static Journal open(Path dir) throws JournalException {
        return open(new JournalSettings(dir, JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED));
    }

    public static Journal open(JournalSettings settings) throws JournalException {
        return open(settings, new Counters());
    }

    static Journal open(JournalSettings settings, Counters counters) throws JournalException {
        Ticker ticker = Ticker.system();
        var clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.none());
        return Journal.open(settings, clock, ticker, counters, new Pulses(ticker));
    }

    public static NewScan scan(long number) {
        long now = System.nanoTime();
        return new NewScan(
                "door-1", epc(number), Direction.IN, now, now - 1_000_000, now, 7, OptionalDouble.of(-61.5), 0.93);
    }

    public static String epc(long number) {
        return String.format("3034%020X", number);
    }

    static Receipt committed(Journal journal, long from, long to) {
        return new Receipt(journal.id(), List.of(new SeqRange(from, to)), List.of());
    }
}
