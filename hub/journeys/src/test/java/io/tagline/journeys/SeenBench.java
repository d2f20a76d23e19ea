package io.tagline.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.wire.Direction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.stream.StreamSupport;

/**
 * From a scan in the hub's hands to a customer's eyes: a page open in Chromium, and scans of its parcel that come over the broker.
 * It begins at the event's {@code recordedAt}, which is just before its transaction, and ends when the browser has painted the line.
 */
final class SeenBench {
    private static final int SCANS = 60;
    /** The first few have the hub compile its code. */
    private static final int WARM_UP = 10;

    private SeenBench() {}

    static void run(Path folder) throws Exception {
        try (WholeLine line = new WholeLine(folder);
                Program hub = line.startHub();
                DecidedPassages passages = new DecidedPassages(folder, line.brokerAddress());
                Browser browser = new Browser(folder.resolve("chromium"))) {
            Parcel parcel = Parcel.number(3_000);
            browser.size(390, 844);
            browser.open(URI.create(line.order(parcel)).toString());
            double[] seen = new double[SCANS];
            double[] all = new double[SCANS];
            for (int i = 0; i < SCANS && hub.alive(); i++) {
                int pass = i;
                FutureTask<Long> passing = new FutureTask<>(() -> {
                    Thread.sleep(400 + 37 * (pass % 7));
                    passages.pass("door-2", parcel.epcHex(), pass % 2 == 0 ? Direction.IN : Direction.OUT);
                    return System.currentTimeMillis();
                });
                new Thread(passing, "passing").start();
                long painted = browser.paintedNext("#region");
                seen[i] = painted - newest(line.parcel(parcel)).toEpochMilli();
                all[i] = painted - passing.get();
            }
            System.out.println("seen: scan in the hub to painted in an open browser: "
                    + Percentiles.of(Arrays.copyOfRange(seen, WARM_UP, SCANS)) + " (goal p95 <= 300 ms)");
            System.out.println("seen: passage decided by the agent to painted in an open browser: "
                    + Percentiles.of(Arrays.copyOfRange(all, WARM_UP, SCANS)));
        }
    }

    private static Instant newest(JsonNode parcel) {
        return StreamSupport.stream(parcel.get("events").spliterator(), false)
                .map(event -> Instant.parse(event.get("recordedAt").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
