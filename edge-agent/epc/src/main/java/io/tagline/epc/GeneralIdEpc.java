package io.tagline.epc;

import java.util.Optional;

/** GID-96: manager (28 bits), class (24), serial (36), all free of GS1 keys (EPC TDS 2.x §14). */
record GeneralIdEpc(Epc epc) implements EpcIdentity {
    private static final int BITS = 96;

    static EpcIdentity decode(Epc epc, EpcScheme scheme) {
        RefusedEpc refused = Layout.shorterThan(epc, scheme, BITS);
        if (refused == null) {
            refused = Layout.notZeroAfter(epc, scheme, BITS);
        }
        return refused != null ? refused : new GeneralIdEpc(epc);
    }

    @Override
    public Kind kind() {
        return Kind.IDENTIFIED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.of(EpcScheme.GID_96);
    }

    @Override
    public int identityBits() {
        return BITS;
    }

    @Override
    public Optional<String> serial() {
        return Optional.of(Long.toString(epc.field(60, 36)));
    }

    @Override
    public Optional<String> pureIdentityUri() {
        return Optional.of(EpcScheme.GID_96.pureUrn() + fields());
    }

    @Override
    public Optional<String> tagUri() {
        return Optional.of(EpcScheme.GID_96.tagUrn() + fields());
    }

    private String fields() {
        return epc.field(8, 28) + "." + epc.field(36, 24) + "." + epc.field(60, 36);
    }
}
