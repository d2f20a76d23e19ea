package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo-eye at an input of the reader, from the edge in the simulated reader to the time of the scan. */
class PhotoEyeTest {
    private static final String PARCEL = "303400650000000000000001";
    private static final int STEP_MS = 50;

    /** For machines with much else to do. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    /** By its reads alone the parcel crosses after about a second; the beam was broken a good deal before. */
    @Test
    void theScanHasTheTimeAtWhichTheEyeSawTheParcel() throws Exception {
        String eye = "    eyes: [ { position: middle, kind: gpi, reader: dock-a, port: 1 } ]";
        try (DoorAgent door = new DoorAgent(dir, eye)) {
            await().atMost(LONG).until(door.reader()::isActive);
            Instant freed = Instant.MAX;
            for (int step = 0; step <= 40; step++) {
                if (step == 8) {
                    door.reader().setGpi(1, true);
                } else if (step == 12) {
                    door.reader().setGpi(1, false);
                    freed = Instant.now();
                }
                if (step <= 25) {
                    door.reader().read(PARCEL, 1, -50 - step);
                }
                if (step >= 15) {
                    door.reader().read(PARCEL, 2, -90 + step);
                }
                Thread.sleep(STEP_MS); // somebody carries it
            }
            List<Instant> scans = await().atMost(LONG).until(door::scanTimes, times -> !times.isEmpty());
            assertThat(Duration.between(freed, scans.get(0)).abs())
                    .as("from the edge to the time of the scan")
                    .isLessThan(Duration.ofMillis(150));
        }
    }

    @Test
    void aReaderRestsWhileTheEyeSeesNobodyAndReadsWhenItDoes() throws Exception {
        String eye =
                """
                    eyes: [ { position: middle, kind: gpi, reader: dock-a, port: 1 } ]
                    read-on-eye: { hold: 1s }
                """;
        try (DoorAgent door = new DoorAgent(dir, eye.stripTrailing())) {
            await().atMost(LONG).until(door.reader()::isActive);
            await().atMost(LONG).until(() -> !door.reader().isActive());
            door.reader().setGpi(1, true);
            await().atMost(LONG).until(door.reader()::isActive);
            Thread.sleep(1_500); // longer than the hold: somebody stands there
            assertThat(door.reader().isActive()).isTrue();
            door.reader().setGpi(1, false);
            await().atMost(LONG).until(() -> !door.reader().isActive());
        }
    }
}
