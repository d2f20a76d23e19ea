package io.tagline.epc;

/**
 * The 16-bit PC word in front of the EPC, as a reader reports it in C1G2PC (Gen2 v2 §6.3.2.1.2.2). Only its toggle bit
 * tells an EPC from another system's tag: an ISO tag may begin with 31 like an SSCC.
 *
 * @param word the 16 bits, 0 to 0xFFFF
 */
public record ProtocolControl(int word) {
    /**
     * Checks the range.
     *
     * @throws IdentityException with {@link IdentityFault#FIELD_OVERFLOW}
     */
    public ProtocolControl {
        if (word < 0 || word > 0xFFFF) {
            throw new IdentityException(
                    IdentityFault.FIELD_OVERFLOW, "PC word " + word + "; expected 16 bits, 0 to 65535");
        }
    }

    /** EPC length in words of 16 bits, 0 to 31. */
    public int words() {
        return word >>> 11;
    }

    /** UMI: user memory holds data. */
    public boolean userMemory() {
        return (word & 0x0400) != 0;
    }

    /** XI: an extended PC word follows. */
    public boolean extended() {
        return (word & 0x0200) != 0;
    }

    /** T: set on tags that follow ISO/IEC 15961 instead of EPC TDS. */
    public boolean toggle() {
        return (word & 0x0100) != 0;
    }

    /** Application family identifier; means something only if {@link #toggle()}. */
    public int afi() {
        return word & 0xFF;
    }

    /** Attribute bits of an EPC tag, of which bit 0 marks hazardous goods; mean something only unless {@link #toggle()}. */
    public int attributes() {
        return word & 0xFF;
    }
}
