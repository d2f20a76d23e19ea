package io.tagline.simulator.demo;

import io.tagline.epc.S10;
import io.tagline.epc.Sscc;

/** A parcel of the demo: a UPU tracking number, and a tag that carries an SSCC. */
record SampleParcel(String trackingNumber, String epcHex, String customer, String name) {
    /** GS1's own example company prefix, so that nobody's numbers are used. */
    private static final String COMPANY_PREFIX = "9521141";

    private static final String[] NAMES = {
        "Ada Marchetti", "Benoît Tremblay", "Chioma Okafor", "Darya Rezaei", "Emre Yıldız", "Fiona MacLeod"
    };

    /** The n-th parcel of a run that began at this many seconds; numbers differ from run to run, so data may be kept. */
    static SampleParcel of(long run, int n) {
        int serial = (int) ((run * 100 + n) % 100_000_000);
        String tracking = new S10("RR", serial, "CA").toString();
        String epc = Sscc.toEpc96(Sscc.of(0, COMPANY_PREFIX, serial), COMPANY_PREFIX.length(), 2)
                .hex();
        return new SampleParcel(tracking, epc, "C-" + (1 + n % NAMES.length), NAMES[n % NAMES.length]);
    }

    /** The body of the order that this parcel is the only one of. */
    String order() {
        return """
                {"customer": {"reference": "%s", "name": "%s"},
                 "serviceLevel": "standard",
                 "shipments": [{"parcels": [{"trackingNumber": "%s", "epc": "%s"}]}]}
                """
                .formatted(customer, name, trackingNumber, epcHex);
    }
}
