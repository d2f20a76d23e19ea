package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import io.tagline.hub.care.MailBacklog;
import io.tagline.hub.fleet.FleetProblem;
import io.tagline.hub.fleet.HubChecks;
import io.tagline.hub.fleet.HubChecks.Found;
import io.tagline.hub.store.StoreTrouble;
import io.tagline.hub.tls.ServedCertificate;
import io.tagline.wire.KnownProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubProblemsTest {
    private static final long GIB = 1L << 30;

    @Test
    void aDiskIsLowBeforeItIsFull() {
        assertThat(HubProblems.disk(2 * GIB, 100 * GIB)).isEmpty();
        assertThat(HubProblems.disk(GIB / 2, 100 * GIB))
                .contains(new Found(
                        KnownProblem.HUB_DISK_LOW,
                        "536870912 of 107374182400 bytes are free on the disk of the data directory"));
        assertThat(HubProblems.disk(0, 100 * GIB)).map(Found::problem).contains(KnownProblem.HUB_DISK_FULL);
        // a small disk is small, not short
        assertThat(HubProblems.disk(GIB / 2, GIB)).isEmpty();
    }

    @Test
    void partsThatAreDownAreProblemsAndSoIsADatabaseThatWasPutBackUntilTheOldOneIsMovedAway(@TempDir Path folder)
            throws Exception {
        HubChecks checks = new HubChecks(() -> Instant.EPOCH);
        HubProblems.watch(
                checks,
                folder.toFile(),
                () -> Map.of(
                        "database",
                        Optional.of("database-locked"),
                        "broker",
                        Optional.empty(),
                        "intake",
                        Optional.of("broker-away")));
        Path kept = Files.createFile(folder.resolve("hub.db.replaced-20261122T080000Z"));
        assertThat(checks.look())
                .extracting(FleetProblem::name)
                .containsExactly("hub-database-away", "hub-intake-down", "hub-restored");
        Files.delete(kept);
        assertThat(checks.look())
                .extracting(FleetProblem::name)
                .containsExactly("hub-database-away", "hub-intake-down");
    }

    /** Free bytes say nothing of a quota, or of PostgreSQL's disk. */
    @Test
    void aDatabaseWithoutRoomIsAFullDiskWhateverTheFileSystemSays(@TempDir Path folder) {
        HubChecks checks = new HubChecks(() -> Instant.EPOCH);
        HubProblems.watch(checks, folder.toFile(), () -> Map.of("database", Optional.of(StoreTrouble.FULL.code())));

        assertThat(checks.look())
                .filteredOn(problem -> !problem.name().equals("hub-disk-low"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.name()).isEqualTo("hub-disk-full");
                    assertThat(problem.detail()).isEqualTo("database is down in /health/ready: database-full");
                });
    }

    @Test
    void mailsThatWaitOrWereRefusedAreProblemsOfTheHub() {
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        assertThat(HubProblems.mails(Optional.empty(), new MailBacklog(3, Optional.of(now.minusSeconds(60)), 0), now))
                .isEmpty();
        assertThat(HubProblems.mails(
                        Optional.of("mails are not taken: PKIX"), new MailBacklog(0, Optional.empty(), 0), now))
                .containsExactly(new HubChecks.Found(
                        KnownProblem.HUB_MAIL_AWAY, "mails are not taken: PKIX; 0 mails wait, the first since now"));
        Instant twoHoursAgo = now.minus(Duration.ofHours(2));
        assertThat(HubProblems.mails(Optional.empty(), new MailBacklog(2, Optional.of(twoHoursAgo), 4), now))
                .as("no mailbox is set up, and somebody has answered by mail")
                .containsExactly(
                        new HubChecks.Found(
                                KnownProblem.HUB_MAIL_AWAY,
                                "no mail is sent; 2 mails wait, the first since 2026-11-23T06:00:00Z"),
                        new HubChecks.Found(
                                KnownProblem.HUB_MAIL_REFUSED,
                                "4 mails to customers were refused in the last 24 hours"));
    }

    @Test
    void aCertificateThatEndsSoonIsAProblemOfTheHub(@TempDir Path folder) throws Exception {
        Instant now = Instant.now();
        Issued issued = new TestAuthority("post").issue(folder, now, now.plus(Duration.ofDays(40)), "127.0.0.1");
        AtomicReference<Instant> clock = new AtomicReference<>(now);
        HubChecks checks = new HubChecks(clock::get);
        try (ServedCertificate served =
                ServedCertificate.open("mqtt", issued.certificate(), issued.key(), clock::get)) {
            HubProblems.watch(checks, served);
            assertThat(checks.look()).isEmpty();

            clock.set(now.plus(Duration.ofDays(11)));
            assertThat(checks.look()).singleElement().satisfies(problem -> {
                assertThat(problem.name()).isEqualTo(KnownProblem.HUB_CERTIFICATE_EXPIRES.code());
                assertThat(problem.detail()).startsWith("that of mqtt is good until ");
            });
        }
    }
}
