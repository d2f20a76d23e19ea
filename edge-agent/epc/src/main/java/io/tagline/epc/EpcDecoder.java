package io.tagline.epc;

import org.jspecify.annotations.Nullable;

/** From header to scheme. */
final class EpcDecoder {
    private static final @Nullable EpcScheme[] BY_HEADER = new EpcScheme[256];

    static {
        for (EpcScheme scheme : EpcScheme.values()) {
            BY_HEADER[scheme.header()] = scheme;
        }
    }

    private EpcDecoder() {}

    static EpcIdentity decode(Epc epc) {
        if (epc.bits() == 0) {
            return new RefusedEpc(epc, null, IdentityFault.EMPTY, "EPC", 0, 8);
        }
        if (epc.bits() < 8) {
            return new RefusedEpc(epc, null, IdentityFault.TOO_SHORT, "EPC", epc.bits(), 8);
        }
        EpcScheme scheme = BY_HEADER[epc.header()];
        if (scheme != null) {
            return scheme.decode(epc);
        }
        IdentityFault fault = epc.header() == 0 ? IdentityFault.UNPROGRAMMED : IdentityFault.UNKNOWN_HEADER;
        return new RefusedEpc(epc, null, fault, "header", epc.header(), 0);
    }
}
