package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.Movement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub put back to a backup, or to nothing, has everything again once its agents and its order source have been asked. */
class RestoreJourneyTest {
    private static final Duration CATCH_UP = Duration.ofSeconds(90);

    /** A passage is decided before the walk through the door has ended; a parcel is at one door at a time. */
    private static final Duration WALK = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void aRestoredHubAndOneWithoutItsDatabaseGetEveryTimelineBack() throws Exception {
        List<Parcel> early = IntStream.range(300, 303).mapToObj(Parcel::number).toList();
        List<Parcel> late = IntStream.range(310, 313).mapToObj(Parcel::number).toList();
        Path backup = folder.resolve("backup.db");
        try (WholeLine line = new WholeLine(folder)) {
            Program hub = line.startHub();
            line.startAgent();
            order(line, early);
            walk(line, early, "door-1");
            await().atMost(CATCH_UP).until(() -> haveScans(line, early, 1));
            assertThat(line.hubCommand("backup", backup.toString())).isZero();

            order(line, late);
            walk(line, early, "door-2");
            walk(line, late, "door-1");
            await().atMost(CATCH_UP).until(() -> haveScans(line, early, 2) && haveScans(line, late, 1));
            Map<String, List<String>> before = timelines(line, early, late);

            assertThat(line.hubCommand("restore", backup.toString()))
                    .as("while it runs")
                    .isEqualTo(1);
            hub.close();
            assertThat(line.hubCommand("restore", backup.toString())).isZero();
            hub = line.startHub();
            awaitTheSameLedger(line);
            order(line, late);
            assertThat(timelines(line, early, late)).isEqualTo(before);

            hub.close();
            for (String log : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(line.hubDatabase() + log));
            }
            line.startHub();
            awaitTheSameLedger(line);
            order(line, early);
            order(line, late);
            assertThat(timelines(line, early, late)).isEqualTo(before);
            assertThat(Databases.repeatedEvents(line.hubDatabase())).isZero();
        }
    }

    private static void awaitTheSameLedger(WholeLine line) {
        await().atMost(CATCH_UP).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                        Databases.ledger(line.hubDatabase()))
                .isEqualTo(Databases.journal(line.journal())));
    }

    private static void order(WholeLine line, List<Parcel> parcels) throws IOException, InterruptedException {
        for (Parcel parcel : parcels) {
            line.order(parcel);
        }
    }

    private static void walk(WholeLine line, List<Parcel> parcels, String door) {
        for (int i = 0; i < parcels.size(); i++) {
            line.walk(parcels.get(i), door, Movement.IN, WALK.plusMillis(800L * i));
        }
    }

    private static boolean haveScans(WholeLine line, List<Parcel> parcels, int scans)
            throws IOException, InterruptedException {
        for (Parcel parcel : parcels) {
            if (line.kinds(parcel).size() < scans + 1) {
                return false;
            }
        }
        return true;
    }

    /** Without the moment of registration, which is that of the order that was put last. */
    private static Map<String, List<String>> timelines(WholeLine line, List<Parcel> some, List<Parcel> others)
            throws IOException, InterruptedException {
        Map<String, List<String>> timelines = new TreeMap<>();
        for (List<Parcel> parcels : List.of(some, others)) {
            for (Parcel parcel : parcels) {
                timelines.put(
                        parcel.trackingNumber(),
                        line.kinds(parcel).stream()
                                .filter(kind -> !kind.equals("registered"))
                                .toList());
            }
        }
        return timelines;
    }
}
