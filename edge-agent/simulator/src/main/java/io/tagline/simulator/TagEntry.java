package io.tagline.simulator;

/** What one report says of one tag at one antenna: its reads folded into one entry (LLRP 1.0.1). */
final class TagEntry {
    /** Reads with the same key share an entry. */
    record Key(String epcHex, int antenna, int specIndex) {}

    final SimulatedRead first;
    final long roSpecId;
    final int specIndex;
    final int inventoryParameterSpecId;
    private long lastMicros;
    private int peakRssiDbm;
    private int channelIndex;
    private int seen;

    TagEntry(SimulatedRead read, RoSpec during) {
        first = read;
        roSpecId = during.plan.roSpecId();
        specIndex = during.specIndex();
        inventoryParameterSpecId = during.present().inventoryParameterSpecId();
        peakRssiDbm = read.rssiDbm();
        add(read);
    }

    void add(SimulatedRead read) {
        lastMicros = read.atMicros();
        peakRssiDbm = Math.max(peakRssiDbm, read.rssiDbm());
        channelIndex = read.channelIndex();
        seen = Math.min(seen + 1, 0xffff);
    }

    long lastMicros() {
        return lastMicros;
    }

    int peakRssiDbm() {
        return peakRssiDbm;
    }

    int channelIndex() {
        return channelIndex;
    }

    int seen() {
        return seen;
    }
}
