package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/** How the bits after a header are laid out: one per family of schemes. */
interface Layout {
    /** Checks every bit and keeps where things are; throws nothing. */
    EpcIdentity decode(Epc epc, EpcScheme scheme);

    /** A refusal if {@code epc} has fewer than {@code bits} bits. */
    static @Nullable RefusedEpc shorterThan(Epc epc, EpcScheme scheme, int bits) {
        return epc.bits() < bits ? new RefusedEpc(epc, scheme, IdentityFault.TOO_SHORT, "EPC", epc.bits(), bits) : null;
    }

    /** A refusal if anything but zeros follows bit {@code end}: readers deliver whole words, filled up with zeros. */
    static @Nullable RefusedEpc notZeroAfter(Epc epc, EpcScheme scheme, int end) {
        return epc.zeroFrom(end) ? null : new RefusedEpc(epc, scheme, IdentityFault.TRAILING_DATA, "EPC", end, 0);
    }

    /** A scheme that is recognised and passed through. */
    static EpcIdentity undecoded(Epc epc, EpcScheme scheme) {
        return new UndecodedEpc(epc, scheme);
    }
}
