package io.tagline.epc;

import static io.tagline.epc.PartitionedLayout.Serial.NONE;
import static io.tagline.epc.PartitionedLayout.Serial.NUMBER;
import static io.tagline.epc.PartitionedLayout.Serial.NUMERAL;
import static io.tagline.epc.PartitionedLayout.Serial.TEXT;

import java.util.Locale;

/** The EPC binary schemes by header (EPC TDS 2.3 §14). */
public enum EpcScheme {
    /** Serialised document. */
    GDTI_96(0x2C, "GDTI-96", new PartitionedLayout(Gs1Key.GDTI, 41, 12, NUMBER, 41, 13)),
    /** Recipient of a service. */
    GSRN_96(0x2D, "GSRN-96", new PartitionedLayout(Gs1Key.GSRN, 58, 17, NONE, 0, 0)),
    /** Provider of a service. */
    GSRNP_96(0x2E, "GSRNP-96", new PartitionedLayout(Gs1Key.GSRNP, 58, 17, NONE, 0, 0)),
    /** US Department of Defense. */
    USDOD_96(0x2F, "USDOD-96", DefenseEpc::decode),
    /** Serialised trade item. */
    SGTIN_96(0x30, "SGTIN-96", new PartitionedLayout(Gs1Key.GTIN, 44, 13, NUMBER, 38, 12)),
    /** Logistic unit: parcel, pallet, roll cage load. */
    SSCC_96(0x31, "SSCC-96", new PartitionedLayout(Gs1Key.SSCC, 58, 17, NONE, 0, 0)),
    /** Location, such as a dock door. */
    SGLN_96(0x32, "SGLN-96", new PartitionedLayout(Gs1Key.GLN, 41, 12, NUMBER, 41, 13)),
    /** Returnable asset: roll cage, tray. */
    GRAI_96(0x33, "GRAI-96", new PartitionedLayout(Gs1Key.GRAI, 44, 12, NUMBER, 38, 12)),
    /** Individual asset: vehicle, fixture. */
    GIAI_96(0x34, "GIAI-96", new PartitionedLayout(Gs1Key.GIAI, 82, 25, NUMBER, 0, 0)),
    /** Numbers without a GS1 key. */
    GID_96(0x35, "GID-96", GeneralIdEpc::decode),
    /** Trade item with a serial of letters. */
    SGTIN_198(0x36, "SGTIN-198", new PartitionedLayout(Gs1Key.GTIN, 44, 13, TEXT, 140, 20)),
    /** Returnable asset with a serial of letters. */
    GRAI_170(0x37, "GRAI-170", new PartitionedLayout(Gs1Key.GRAI, 44, 12, TEXT, 112, 16)),
    /** Individual asset with a reference of letters; has room for a 13-character S10 number. */
    GIAI_202(0x38, "GIAI-202", new PartitionedLayout(Gs1Key.GIAI, 188, 30, TEXT, 0, 0)),
    /** Location with an extension of letters. */
    SGLN_195(0x39, "SGLN-195", new PartitionedLayout(Gs1Key.GLN, 41, 12, TEXT, 140, 20)),
    /** Document; withdrawn in favour of GDTI-174, still on tags. */
    GDTI_113(0x3A, "GDTI-113", new PartitionedLayout(Gs1Key.GDTI, 41, 12, NUMERAL, 58, 17)),
    /** Aircraft part. */
    ADI_VAR(0x3B, "ADI-var", AerospaceEpc::decode),
    /** Component or part. */
    CPI_96(0x3C, "CPI-96", new PartitionedLayout(Gs1Key.CPI, 51, 15, NUMBER, 31, 10)),
    /** Component or part with letters; passed through. */
    CPI_VAR(0x3D, "CPI-var", Layout::undecoded),
    /** Document with a serial of letters. */
    GDTI_174(0x3E, "GDTI-174", new PartitionedLayout(Gs1Key.GDTI, 41, 12, TEXT, 119, 17)),
    /** Coupon; passed through. */
    SGCN_96(0x3F, "SGCN-96", Layout::undecoded),
    /** Piece of a trade item; passed through. */
    ITIP_110(0x40, "ITIP-110", Layout::undecoded),
    /** Piece of a trade item; passed through. */
    ITIP_212(0x41, "ITIP-212", Layout::undecoded),
    /** Component or part; passed through. */
    CPI_PLUS(0xF0, "CPI+", Layout::undecoded),
    /** Returnable asset, company prefix unknown. */
    GRAI_PLUS(0xF1, "GRAI+", new PlusLayout(Gs1Key.GRAI, 14, 16)),
    /** Location, company prefix unknown. */
    SGLN_PLUS(0xF2, "SGLN+", new PlusLayout(Gs1Key.GLN, 13, 20)),
    /** Piece of a trade item; passed through. */
    ITIP_PLUS(0xF3, "ITIP+", Layout::undecoded),
    /** Recipient of a service, company prefix unknown. */
    GSRN_PLUS(0xF4, "GSRN+", new PlusLayout(Gs1Key.GSRN, 18, 0)),
    /** Provider of a service, company prefix unknown. */
    GSRNP_PLUS(0xF5, "GSRNP+", new PlusLayout(Gs1Key.GSRNP, 18, 0)),
    /** Document, company prefix unknown. */
    GDTI_PLUS(0xF6, "GDTI+", new PlusLayout(Gs1Key.GDTI, 13, 17)),
    /** Trade item, company prefix unknown. */
    SGTIN_PLUS(0xF7, "SGTIN+", new PlusLayout(Gs1Key.GTIN, 14, 20)),
    /** Coupon; passed through. */
    SGCN_PLUS(0xF8, "SGCN+", Layout::undecoded),
    /** Logistic unit, company prefix unknown. */
    SSCC_PLUS(0xF9, "SSCC+", new PlusLayout(Gs1Key.SSCC, 18, 0)),
    /** Individual asset, company prefix unknown. */
    GIAI_PLUS(0xFA, "GIAI+", new PlusAssetLayout(30)),
    /** Trade item with a date; passed through. */
    DSGTIN_PLUS(0xFB, "DSGTIN+", Layout::undecoded),
    /** With a host name (EPC TDS 2.3); passed through, like all "++" schemes. */
    CPI_PLUS_HOST(0xE6, "CPI++", Layout::undecoded),
    /** With a host name. */
    GSRN_PLUS_HOST(0xE7, "GSRN++", Layout::undecoded),
    /** With a host name. */
    GSRNP_PLUS_HOST(0xE8, "GSRNP++", Layout::undecoded),
    /** With a host name. */
    SGLN_PLUS_HOST(0xE9, "SGLN++", Layout::undecoded),
    /** With a host name. */
    GDTI_PLUS_HOST(0xEA, "GDTI++", Layout::undecoded),
    /** With a host name. */
    GRAI_PLUS_HOST(0xEB, "GRAI++", Layout::undecoded),
    /** With a host name. */
    SGCN_PLUS_HOST(0xEC, "SGCN++", Layout::undecoded),
    /** With a host name. */
    ITIP_PLUS_HOST(0xED, "ITIP++", Layout::undecoded),
    /** With a host name. */
    GIAI_PLUS_HOST(0xEE, "GIAI++", Layout::undecoded),
    /** With a host name. */
    SSCC_PLUS_HOST(0xEF, "SSCC++", Layout::undecoded),
    /** With a host name. */
    DSGTIN_PLUS_HOST(0xFC, "DSGTIN++", Layout::undecoded),
    /** With a host name. */
    SGTIN_PLUS_HOST(0xFD, "SGTIN++", Layout::undecoded);

    private final int header;
    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // layouts are records of numbers, and functions without state
    private final Layout layout;

    private final String pureUrn;
    private final String tagUrn;

    EpcScheme(int header, String text, Layout layout) {
        this.header = header;
        this.text = text;
        this.layout = layout;
        String tag = text.toLowerCase(Locale.ROOT);
        int dash = tag.indexOf('-');
        String pure = dash < 0 ? tag : tag.substring(0, dash);
        this.pureUrn = "urn:epc:id:" + pure + ":";
        this.tagUrn = "urn:epc:tag:" + tag + ":";
    }

    EpcIdentity decode(Epc epc) {
        return layout.decode(epc, this);
    }

    /** The layout of an EPC TDS 1.x scheme, for writing; a bug if asked of another. */
    PartitionedLayout partitioned() {
        if (layout instanceof PartitionedLayout partitioned) {
            return partitioned;
        }
        throw new IllegalStateException(text + " has no company prefix to write");
    }

    /** First eight bits of every tag of this scheme. */
    public int header() {
        return header;
    }

    String pureUrn() {
        return pureUrn;
    }

    String tagUrn() {
        return tagUrn;
    }

    /** The name as GS1 writes it: {@code SSCC-96}. */
    @Override
    public String toString() {
        return text;
    }
}
