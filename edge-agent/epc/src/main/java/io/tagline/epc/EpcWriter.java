package io.tagline.epc;

/** Writes fields from the first bit on, and refuses what a field cannot hold. */
final class EpcWriter {
    private final byte[] memory;
    private final int bits;
    private int at;

    /** An EPC of {@code bits} bits that begins with {@code header}. */
    EpcWriter(int bits, int header) {
        this.bits = bits;
        this.memory = new byte[(bits + 7) >>> 3];
        put(header, 8);
    }

    EpcWriter put(long value, int width) {
        for (int i = width - 1; i >= 0; i--, at++) {
            memory[at >>> 3] |= (byte) ((value >>> i & 1) << (7 - (at & 7)));
        }
        return this;
    }

    EpcWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i), 7);
        }
        return this;
    }

    /** What was written, with zeros up to the end of its last word, as readers deliver it. */
    Epc finish() {
        return Epc.of(memory, 0, bits).wholeWords();
    }
}
