package io.tagline.edge.time;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.tagline.wire.ClockQuality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the state of the kernel's clock discipline, without privileges, by {@code adjtimex(2)} with no modes set. */
final class KernelClock implements ClockDiscipline {
    private static final Logger log = LoggerFactory.getLogger(KernelClock.class);

    /** Return value when the clock is not synchronised: adjtimex(2), TIME_ERROR. */
    private static final int TIME_ERROR = 5;

    /** Bit of {@code status} that says the same: STA_UNSYNC. */
    private static final int STA_UNSYNC = 0x40;

    /** Larger than {@code struct timex} on any Linux (208 bytes on 64 bits). */
    private static final int TIMEX_BYTES = 256;

    private static final int MICROS_PER_MILLI = 1_000;

    private final Function adjtimex;
    private final Memory timex = new Memory(TIMEX_BYTES);

    private KernelClock(Function adjtimex) {
        this.adjtimex = adjtimex;
    }

    static ClockDiscipline load() {
        try {
            return new KernelClock(NativeLibrary.getInstance("c").getFunction("adjtimex"));
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("the kernel's clock state can not be read; scans are stamped as from a free clock");
            return ClockDiscipline.none();
        }
    }

    @Override
    public synchronized Reading read() {
        timex.clear();
        int state = adjtimex.invokeInt(new Object[] {timex});
        // modes, offset, freq, maxerror, esterror, status: an int and then longs, each aligned to a long
        long maxErrorMicros = timex.getNativeLong(3L * Native.LONG_SIZE).longValue();
        int status = timex.getInt(5L * Native.LONG_SIZE);
        if (state < 0 || state == TIME_ERROR || (status & STA_UNSYNC) != 0) {
            return Reading.FREE;
        }
        long errorMs = Math.max(0, (maxErrorMicros + MICROS_PER_MILLI - 1) / MICROS_PER_MILLI);
        return new Reading(ClockQuality.SYNCED, (int) Math.min(errorMs, Integer.MAX_VALUE));
    }
}
