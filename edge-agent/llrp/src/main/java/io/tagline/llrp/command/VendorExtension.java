package io.tagline.llrp.command;

import io.tagline.llrp.TagReportCursor;

/** Something beyond LLRP that a profile may ask for; it is sent only to readers of the vendor that understands it. */
public enum VendorExtension {
    /** The reader closes the connection when we stop answering its keepalives, so that a dead agent cannot lock it. */
    IMPINJ_LINK_MONITOR(TagReportCursor.IMPINJ),
    /** Signal strength in hundredths of a dBm, and the phase. */
    IMPINJ_RSSI_AND_PHASE(TagReportCursor.IMPINJ);

    private final long manufacturer;

    VendorExtension(long manufacturer) {
        this.manufacturer = manufacturer;
    }

    boolean isFor(ReaderCapabilities reader) {
        return reader.manufacturer() == manufacturer;
    }
}
