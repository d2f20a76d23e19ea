package io.tagline.edge.time;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns elapsed time into wall time when a scan is journaled. It keeps no offset of its own: each {@link #mapping()} is
 * measured anew, so after a step of the gateway's clock (a boot without a battery, then NTP) every scan that is not yet
 * journaled gets its true time, however long ago its tag passed. Safe for any thread.
 */
public final class WallClock {
    private static final Logger log = LoggerFactory.getLogger(WallClock.class);

    /** Slewing moves a clock by at most 0.5 ms a second (adjtimex(2)); more than this between two looks is a step. */
    private static final long STEP_MS = 500;

    /** More than two looks can be apart by chance: reason to ask the kernel again. */
    private static final long JUMP_MS = 10;

    private static final long DISCIPLINE_READ_NANOS = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private final InstantSource wall;
    private final ClockDiscipline discipline;

    private WallMapping last;
    private long disciplineReadAt;

    /** @param wall the gateway's clock; only {@code main} gives {@code InstantSource.system()} */
    public WallClock(Ticker ticker, InstantSource wall, ClockDiscipline discipline) {
        this.ticker = ticker;
        this.wall = wall;
        this.discipline = discipline;
        this.disciplineReadAt = ticker.nanos();
        this.last = new WallMapping(disciplineReadAt, wall.instant(), discipline.read());
    }

    /** The mapping as it is now. Use one mapping for all times of a scan. */
    public synchronized WallMapping mapping() {
        long tick = ticker.nanos();
        var now = wall.instant();
        long steppedMs = Duration.between(last.at(tick), now).toMillis();
        boolean stepped = Math.abs(steppedMs) > STEP_MS;
        ClockDiscipline.Reading reading = last.discipline();
        if (Math.abs(steppedMs) > JUMP_MS || tick - disciplineReadAt >= DISCIPLINE_READ_NANOS) {
            reading = discipline.read();
            disciplineReadAt = tick;
        }
        if (stepped) {
            log.atInfo()
                    .addKeyValue("stepMs", steppedMs)
                    .addKeyValue("quality", reading.quality().code())
                    .log("the gateway's clock was stepped; scans not yet journaled follow it");
        }
        last = new WallMapping(tick, now, reading);
        return last;
    }
}
