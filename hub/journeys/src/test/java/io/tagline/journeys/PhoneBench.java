package io.tagline.journeys;

import io.tagline.journeys.Browser.Line;
import io.tagline.journeys.WholeLine.Parcel;
import java.nio.file.Path;
import java.util.Locale;

/** The tracking page on a cheap phone on a slow line, opened for the first time: nothing of it is in the browser's cache. */
final class PhoneBench {
    private static final int LOOKS = 15;
    /** Of the throttled browser; the first looks start it. */
    private static final int WARM_UP = 3;

    private PhoneBench() {}

    static void run(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder)) {
            line.startHub();
            Parcel parcel = Parcel.number(4_000);
            String page = line.order(parcel);
            for (String kind : new String[] {"accepted", "arrived", "departed", "out_for_delivery"}) {
                line.report(parcel, kind);
            }
            try (Browser browser = new Browser(folder.resolve("chromium"))) {
                browser.size(390, 844);
                for (Line slow : Line.values()) {
                    double[] usable = new double[LOOKS];
                    Browser.Timing last = null;
                    for (int i = -WARM_UP; i < LOOKS; i++) {
                        last = browser.openSlowly(page, slow, 4);
                        if (i >= 0) {
                            usable[i] = last.usableMs();
                        }
                    }
                    System.out.printf(
                            Locale.ROOT,
                            "phone: %s, 4 x slower processor: usable %s (goal <= 1000 ms); the last: %s, %,d bytes (goal <= 60,000)%n",
                            slow.text(),
                            Percentiles.of(usable),
                            last,
                            browser.transferredBytes());
                }
            }
        }
    }
}
