package io.tagline.simulator;

/** Whose reader is simulated, as far as a client can tell: by its capabilities, and by what it understands beyond LLRP. */
public enum Maker {
    /** Nobody's: IANA's private enterprise number for examples (RFC 5612). */
    EXAMPLE(32_473, 1),
    /** A Speedway R420: extensions, once a client has enabled them; closes the connection of one that does not answer. */
    IMPINJ(25_882, 2_001_002),
    /** An FX9600; of its own parameters none is known here. */
    ZEBRA(161, 96_008);

    private final int number;
    private final int model;

    Maker(int number, int model) {
        this.number = number;
        this.model = model;
    }

    int number() {
        return number;
    }

    int model() {
        return model;
    }
}
