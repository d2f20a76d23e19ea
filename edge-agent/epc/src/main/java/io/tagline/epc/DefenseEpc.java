package io.tagline.epc;

import java.util.Optional;
import java.util.OptionalInt;

/** USDOD-96: filter (4 bits), supplier's CAGE (six 8-bit characters), serial (36 bits) (EPC TDS 2.x §14). */
record DefenseEpc(Epc epc) implements EpcIdentity {
    private static final int BITS = 96;
    private static final int CAGE_START = 12;

    static EpcIdentity decode(Epc epc, EpcScheme scheme) {
        RefusedEpc refused = Layout.shorterThan(epc, scheme, BITS);
        if (refused == null) {
            refused = Layout.notZeroAfter(epc, scheme, BITS);
        }
        for (int i = 0; i < 6 && refused == null; i++) {
            int c = (int) epc.field(CAGE_START + 8 * i, 8);
            if (!Characters.isInCage(c) && !(i == 0 && c == ' ')) {
                refused = new RefusedEpc(epc, scheme, IdentityFault.BAD_CHARACTER, "CAGE code", c, i + 1);
            }
        }
        return refused != null ? refused : new DefenseEpc(epc);
    }

    @Override
    public Kind kind() {
        return Kind.IDENTIFIED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.of(EpcScheme.USDOD_96);
    }

    @Override
    public int identityBits() {
        return BITS;
    }

    @Override
    public OptionalInt filter() {
        return OptionalInt.of((int) epc.field(8, 4));
    }

    @Override
    public Optional<String> serial() {
        return Optional.of(Long.toString(epc.field(60, 36)));
    }

    @Override
    public Optional<String> pureIdentityUri() {
        return Optional.of(EpcScheme.USDOD_96.pureUrn() + fields());
    }

    @Override
    public Optional<String> tagUri() {
        return Optional.of(EpcScheme.USDOD_96.tagUrn() + epc.field(8, 4) + "." + fields());
    }

    /** A CAGE of five characters has a space in front, which the URI leaves out. */
    private String fields() {
        StringBuilder text = new StringBuilder(20);
        for (int i = 0; i < 6; i++) {
            char c = (char) epc.field(CAGE_START + 8 * i, 8);
            if (c != ' ') {
                text.append(c);
            }
        }
        return text.append('.').append(epc.field(60, 36)).toString();
    }
}
