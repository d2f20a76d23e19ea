package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.ClockQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestAgeTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private final AtomicLong tick = new AtomicLong();
    private volatile boolean heard;
    private volatile Instant zero = ISSUED;
    private volatile ClockQuality quality = ClockQuality.SYNCED;

    @Test
    void whileTheHubIsHeardAManifestOfDaysIsCurrentAndWithoutItGetsOld() {
        heard = true;
        try (ManifestAge age = open()) {
            elapse(Duration.ofDays(3));
            assertThat(age.get()).isEmpty();
            heard = false;
            elapse(LIMIT);
            assertThat(age.get()).isEmpty();
            zero = ISSUED.minus(Duration.ofDays(9));
            elapse(Duration.ofMinutes(1));
            assertThat(said(age)).isEqualTo("no word from the hub for 31 min; the manifest in hand is of " + ISSUED);
        }
    }

    @Test
    void aRestartWithTheNetworkCutDoesNotMakeAnOldManifestCurrent() {
        elapse(Duration.ofDays(3));
        try (ManifestAge age = open()) {
            assertThat(said(age)).startsWith("no word from the hub for 4320 min;");
            quality = ClockQuality.FREE;
            assertThat(said(age))
                    .startsWith("no word from the hub for 4320 min by a clock that follows no time source;");
        }
    }

    @Test
    void aManifestThatTheHubConfirmedBeforeTheRestartIsCurrent() throws Exception {
        heard = true;
        elapse(Duration.ofDays(3));
        open().close();
        heard = false;
        elapse(Duration.ofMinutes(20));
        try (ManifestAge age = open()) {
            assertThat(age.get()).isEmpty();
            elapse(Duration.ofMinutes(11));
            assertThat(said(age)).startsWith("no word from the hub for 31 min;");
        }
        Files.writeString(folder.resolve("hub-heard"), "yesterday");
        try (ManifestAge age = open()) {
            assertThat(said(age)).as("by the manifest's own time").startsWith("no word from the hub for 4351 min;");
        }
    }

    @Test
    void withoutTheTimeTheManifestIsOldAfterTheLimitAndItsAgeUnknown() {
        zero = Instant.EPOCH;
        quality = ClockQuality.FREE;
        try (ManifestAge age = open()) {
            elapse(LIMIT);
            assertThat(age.get()).isEmpty();
            elapse(Duration.ofMinutes(1));
            assertThat(said(age)).contains("31 min since the start", "nobody knows without the time");
        }
    }

    private ManifestAge open() {
        return ManifestAge.open(
                new ManifestAge.Sources(
                        () -> Optional.of(ISSUED),
                        () -> heard,
                        () -> new WallMapping(
                                tick.get(), zero.plusNanos(tick.get()), new ClockDiscipline.Reading(quality, 0)),
                        tick::get),
                LIMIT,
                folder);
    }

    private static String said(ManifestAge age) {
        return age.get().orElseThrow().detail();
    }

    private void elapse(Duration time) {
        tick.addAndGet(time.toNanos());
    }
}
