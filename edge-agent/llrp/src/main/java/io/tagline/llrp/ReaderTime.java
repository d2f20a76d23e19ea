package io.tagline.llrp;

/**
 * What a reader's clock said (LLRP 1.1 §7.1.3.1). The agent measures the reader's offset from it and the tick of its arrival.
 *
 * @param kind which clock it is; {@code NONE} when the reader sent no time
 * @param micros since 1970 for {@code UTC}, since the reader started for {@code UPTIME}
 */
public record ReaderTime(Kind kind, long micros) {
    public enum Kind {
        UTC,
        UPTIME,
        NONE
    }

    public static final ReaderTime NONE = new ReaderTime(Kind.NONE, 0);

    public static ReaderTime utc(long micros) {
        return new ReaderTime(Kind.UTC, micros);
    }

    public static ReaderTime uptime(long micros) {
        return new ReaderTime(Kind.UPTIME, micros);
    }
}
