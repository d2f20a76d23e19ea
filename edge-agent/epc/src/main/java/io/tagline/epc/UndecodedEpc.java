package io.tagline.epc;

import java.util.Optional;

/** A tag of a scheme that GS1 assigned and Tagline does not decode. */
record UndecodedEpc(Epc epc, EpcScheme named) implements EpcIdentity {
    @Override
    public Kind kind() {
        return Kind.UNSUPPORTED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.of(named);
    }

    @Override
    public String reason() {
        return "EPC " + epc + " is " + named + ", which is passed through undecoded";
    }
}
