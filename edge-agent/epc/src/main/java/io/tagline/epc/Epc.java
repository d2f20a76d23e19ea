package io.tagline.epc;

import java.util.Arrays;

/**
 * What a reader read from a tag's EPC bank: up to 496 bits, with their number. It is what reads are keyed by from the
 * reader's socket to the journal, whether or not the bits make an identity; {@link EpcIdentity#of(Epc)} says which.
 *
 * <p>Immutable, safe for any thread, 40 bytes in memory up to 128 bits. Two EPCs are equal if their lengths and bits are.
 */
public final class Epc {
    /** The most bits an EPC bank can carry: 31 words of 16 bits (Gen2 v2 §6.3.2.1.2). */
    public static final int MAX_BITS = 496;

    private static final byte[] NOTHING = {};

    private final int bits;
    /** Bits 0 to 63, the first at the left. */
    private final long first;
    /** Bits 64 to 127. */
    private final long second;
    /** Whole memory if longer than 128 bits, otherwise empty. */
    private final byte[] memory;

    private Epc(int bits, long first, long second, byte[] memory) {
        this.bits = bits;
        this.first = first;
        this.second = second;
        this.memory = memory;
    }

    /**
     * Copies {@code bits} bits that begin at {@code source[offset]}, first bit at the left; what follows them in the
     * last byte is ignored.
     *
     * @throws IdentityException with {@link IdentityFault#TOO_LONG} past {@link #MAX_BITS}
     * @throws IndexOutOfBoundsException if {@code source} is too short
     */
    public static Epc of(byte[] source, int offset, int bits) {
        checkLength(bits);
        int length = (bits + 7) >>> 3;
        if (bits > 128) {
            byte[] memory = Arrays.copyOfRange(source, offset, checkedEnd(source, offset, length));
            if ((bits & 7) != 0) {
                memory[length - 1] &= (byte) (0xFF << (8 - (bits & 7)));
            }
            return new Epc(bits, left(memory, 0, 8), left(memory, 8, 8), memory);
        }
        checkedEnd(source, offset, length);
        long first = left(source, offset, Math.min(length, 8)) & mask(bits);
        long second = length > 8 ? left(source, offset + 8, length - 8) & mask(bits - 64) : 0;
        return new Epc(bits, first, second, NOTHING);
    }

    /**
     * Reads hexadecimal as readers, labels and the wire write it, in either case, four bits a digit.
     *
     * @throws IdentityException with {@link IdentityFault#NOT_HEX} or {@link IdentityFault#TOO_LONG}
     */
    public static Epc parse(String hex) {
        int bits = hex.length() * 4;
        if (bits > MAX_BITS) {
            throw new IdentityException(
                    IdentityFault.TOO_LONG,
                    "EPC of " + hex.length() + " hexadecimal digits; at most " + MAX_BITS / 4 + " (" + MAX_BITS
                            + " bits) fit on a tag");
        }
        byte[] memory = bits > 128 ? new byte[(bits + 7) >>> 3] : NOTHING;
        long first = 0;
        long second = 0;
        for (int i = 0; i < hex.length(); i++) {
            long nibble = Hex.valueOf(hex.charAt(i));
            if (nibble < 0) {
                throw new IdentityException(
                        IdentityFault.NOT_HEX,
                        "EPC '" + hex + "': '" + hex.charAt(i) + "' at position " + (i + 1)
                                + " is no hexadecimal digit (0-9, A-F)");
            }
            if (i < 16) {
                first |= nibble << (60 - 4 * i);
            } else if (i < 32) {
                second |= nibble << (60 - 4 * (i - 16));
            }
            if (bits > 128) {
                memory[i >>> 1] |= (byte) (nibble << (4 - 4 * (i & 1)));
            }
        }
        return new Epc(bits, first, second, memory);
    }

    /** Length in bits, 0 to {@link #MAX_BITS}; always a multiple of 16 as a Gen2 reader delivers it. */
    public int bits() {
        return bits;
    }

    /** The first eight bits, which name the scheme; 0 if there are fewer. */
    public int header() {
        return bits < 8 ? 0 : (int) (first >>> 56);
    }

    /**
     * {@code width} bits from bit {@code offset} on, as an unsigned number.
     *
     * @throws IndexOutOfBoundsException if they are not all there, or more than 64
     */
    public long field(int offset, int width) {
        if (offset < 0 || width < 0 || width > 64 || offset > bits - width) {
            throw new IndexOutOfBoundsException(
                    "bits " + offset + " to " + (offset + width - 1L) + " of an EPC of " + bits + " bits");
        }
        if (width == 0) {
            return 0;
        }
        int word = offset >>> 6;
        int shift = offset & 63;
        long left = word(word) << shift;
        if (shift + width > 64) {
            left |= word(word + 1) >>> (64 - shift);
        }
        return left >>> (64 - width);
    }

    /** Whether every bit from {@code offset} to the end is zero; also true past the end. */
    boolean zeroFrom(int offset) {
        return zeroBetween(offset, bits);
    }

    /** Whether every bit from {@code offset} up to, not including, {@code end} is zero. */
    boolean zeroBetween(int offset, int end) {
        for (int at = offset; at < end; at += 64) {
            if (field(at, Math.min(64, end - at)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Upper-case hexadecimal, four bits a digit, leading zeros kept; a last part digit is filled up with zero bits. */
    public String hex() {
        byte[] text = new byte[(bits + 3) >>> 2];
        appendHex(text, 0);
        return Latin.string(text, text.length);
    }

    /** The form for what is no known identity: {@code urn:epc:raw:96.x31…} (EPC TDS 1.6 §12). */
    public String rawUri() {
        return "urn:epc:raw:" + bits + ".x" + hex();
    }

    /** A copy of the bits, first at the left; a last part byte is filled up with zero bits. */
    public byte[] bytes() {
        if (bits > 128) {
            return memory.clone();
        }
        byte[] copy = new byte[(bits + 7) >>> 3];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) (word(i >>> 3) >>> (56 - 8 * (i & 7)));
        }
        return copy;
    }

    /**
     * The same bits, with zeros up to the end of the last 16-bit word: what a Gen2 reader delivers for them. Compare
     * typed or minted EPCs with reads in this form: an SGTIN-198 has 198 bits on paper and 208 on the air.
     */
    public Epc wholeWords() {
        int whole = (bits + 15) & ~15;
        if (whole == bits) {
            return this;
        }
        return of(Arrays.copyOf(bytes(), whole >>> 3), 0, whole);
    }

    private void appendHex(byte[] target, int at) {
        int digits = (bits + 3) >>> 2;
        for (int i = 0; i < digits; i++) {
            target[at + i] = Hex.digit((int) (word(i >>> 4) >>> (60 - 4 * (i & 15))) & 15);
        }
    }

    /** 64 bits from bit {@code 64 * index} on, with zeros past the end. */
    private long word(int index) {
        if (index < 2) {
            return index == 0 ? first : second;
        }
        int at = index << 3;
        return at < memory.length ? left(memory, at, Math.min(8, memory.length - at)) : 0;
    }

    /** Up to eight bytes as the left part of 64 bits. A VarHandle is no faster on C1, which agents run on (measured). */
    private static long left(byte[] source, int offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (source[offset + i] & 0xFFL) << (56 - 8 * i);
        }
        return value;
    }

    /** A mask of the first {@code bits} of 64; none if zero or fewer, all if 64 or more. */
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static void checkLength(int bits) {
        if (bits < 0 || bits > MAX_BITS) {
            throw new IdentityException(
                    IdentityFault.TOO_LONG, "EPC of " + bits + " bits; a tag carries 0 to " + MAX_BITS);
        }
    }

    private static int checkedEnd(byte[] source, int offset, int length) {
        if (offset < 0 || offset > source.length - length) {
            throw new IndexOutOfBoundsException(
                    length + " bytes of an EPC from byte " + offset + " of " + source.length);
        }
        return offset + length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Epc epc
                && first == epc.first
                && second == epc.second
                && bits == epc.bits
                && Arrays.equals(memory, epc.memory);
    }

    @Override
    public int hashCode() {
        // a product passes differences upwards only, and serials differ in high bits as well as low ones
        long mixed = 31 * first + second + bits;
        mixed = (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L;
        int hash = (int) (mixed >>> 32);
        return bits > 128 ? 31 * hash + Arrays.hashCode(memory) : hash;
    }

    /** {@link #hex()}, as logs and messages show it. */
    @Override
    public String toString() {
        return hex();
    }
}
