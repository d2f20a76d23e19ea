package io.tagline.llrp;

import org.jspecify.annotations.Nullable;

/** What a reader may say about a read beside the EPC; {@link TagReportCursor#has} tells which of it came. */
public enum TagField {
    ROSPEC_ID(LlrpParameterType.ROSPEC_ID, 4),
    SPEC_INDEX(LlrpParameterType.SPEC_INDEX, 2),
    INVENTORY_PARAMETER_SPEC_ID(LlrpParameterType.INVENTORY_PARAMETER_SPEC_ID, 2),
    ANTENNA(LlrpParameterType.ANTENNA_ID, 2),
    PEAK_RSSI(LlrpParameterType.PEAK_RSSI, 1),
    CHANNEL_INDEX(LlrpParameterType.CHANNEL_INDEX, 2),
    FIRST_SEEN_UTC(LlrpParameterType.FIRST_SEEN_UTC, 8),
    FIRST_SEEN_UPTIME(LlrpParameterType.FIRST_SEEN_UPTIME, 8),
    LAST_SEEN_UTC(LlrpParameterType.LAST_SEEN_UTC, 8),
    LAST_SEEN_UPTIME(LlrpParameterType.LAST_SEEN_UPTIME, 8),
    TAG_SEEN_COUNT(LlrpParameterType.TAG_SEEN_COUNT, 2),
    C1G2_PC(LlrpParameterType.C1G2_PC, 2),
    C1G2_CRC(LlrpParameterType.C1G2_CRC, 2),
    /** LLRP 1.1. */
    C1G2_XPC_W1(LlrpParameterType.C1G2_XPC_W1, 2),
    /** LLRP 1.1. */
    C1G2_XPC_W2(LlrpParameterType.C1G2_XPC_W2, 2),
    ACCESS_SPEC_ID(LlrpParameterType.ACCESS_SPEC_ID, 4),
    /** Impinj's Custom parameter, subtype 57. */
    IMPINJ_PEAK_RSSI(0, 2),
    /** Impinj's Custom parameter, subtype 56. */
    IMPINJ_PHASE(0, 2),
    /** Impinj's Custom parameter, subtype 68. */
    IMPINJ_DOPPLER(0, 2);

    private static final @Nullable TagField[] BY_TV_TYPE = new TagField[128];

    static {
        for (TagField field : values()) {
            if (field.tvType != 0) {
                BY_TV_TYPE[field.tvType] = field;
            }
        }
    }

    private final int tvType;
    final int valueBytes;

    @SuppressWarnings("EnumOrdinal") // an index into the cursor's own array, never stored or sent
    final int slot = ordinal();

    final int bit = 1 << slot;

    TagField(int tvType, int valueBytes) {
        this.tvType = tvType;
        this.valueBytes = valueBytes;
    }

    /** The field of a TV parameter type, 0 to 127; null for the EPC and for those that we do not keep. */
    static @Nullable TagField ofTv(int type) {
        return BY_TV_TYPE[type];
    }
}
