package io.tagline.llrp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order. An index outside the array throws {@link IndexOutOfBoundsException}. */
final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int u8(byte[] from, int at) {
        return from[at] & 0xff;
    }

    static int s16(byte[] from, int at) {
        return (short) SHORT.get(from, at);
    }

    static int u16(byte[] from, int at) {
        return s16(from, at) & 0xffff;
    }

    static int s32(byte[] from, int at) {
        return (int) INT.get(from, at);
    }

    static long u32(byte[] from, int at) {
        return s32(from, at) & 0xffff_ffffL;
    }

    static long s64(byte[] from, int at) {
        return (long) LONG.get(from, at);
    }

    static void put16(byte[] into, int at, int value) {
        SHORT.set(into, at, (short) value);
    }

    static void put32(byte[] into, int at, int value) {
        INT.set(into, at, value);
    }

    static void put64(byte[] into, int at, long value) {
        LONG.set(into, at, value);
    }
}
