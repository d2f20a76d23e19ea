package io.tagline.epc;

import java.util.Optional;

/** A tag of another numbering system, such as postal test letters; kept by its AFI and raw bits. */
record AfiTag(Epc epc, int afi) implements EpcIdentity {
    @Override
    public Kind kind() {
        return Kind.ISO;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.empty();
    }

    @Override
    public String rawUri() {
        return "urn:epc:raw:" + epc.bits() + ".x" + Hex.of(afi, 2) + ".x" + epc.hex();
    }

    @Override
    public String reason() {
        return "tag " + epc + " has its toggle bit set: AFI " + Hex.of(afi, 2) + " under ISO/IEC 15961, no EPC";
    }
}
