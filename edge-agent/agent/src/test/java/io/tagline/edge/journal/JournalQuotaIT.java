package io.tagline.edge.journal;

import static io.tagline.edge.journal.TestJournal.committed;
import static io.tagline.edge.journal.TestJournal.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalQuotaIT {
    @TempDir
    Path dir;

    @Test
    void nothingGoesWithoutReceiptAndAppendWaitsUntilOneComes() throws Exception {
        try (Journal journal = TestJournal.open(dir)) {
            var appended = new AtomicLong();
            var portals = new Thread(() -> {
                try {
                    while (true) {
                        journal.append(scan(appended.get() + 1));
                        appended.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            portals.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> journal.status().state() == JournalState.FULL);

            long full = journal.lastSeq();
            JournalStatus status = journal.status();
            assertThat(status.pending()).isEqualTo(full);
            assertThat(status.firstSeq()).isEqualTo(1);
            assertThat(status.bytes()).isLessThanOrEqualTo(status.quotaBytes());
            await().pollDelay(Duration.ofMillis(300)).until(() -> journal.lastSeq() == full);
            await().until(() -> appended.get() >= full + 1_000);

            journal.receipt(committed(journal, 1, full - 1_000));

            await().until(() -> journal.lastSeq() > full + 1_000);
            portals.interrupt();
            portals.join();
            await().until(() -> journal.lastSeq() == appended.get());
            status = journal.status();
            assertThat(status.state().blocked()).isFalse();
            assertThat(status.firstSeq()).isBetween(2L, full - 999);
            assertThat(status.pending()).isEqualTo(status.lastSeq() - full + 1_000);
        }
    }

    @Test
    void receiptedScansGoEarlyWhenSpaceIsShort() throws Exception {
        var settings = new JournalSettings(dir, JournalSettings.LEAST_BYTES, Duration.ofDays(7));
        try (Journal journal = TestJournal.open(settings)) {
            for (long n = 1; n <= 160_000; n++) {
                journal.append(scan(n));
                if (n % 1_000 == 0 && journal.lastSeq() > 0) {
                    journal.receipt(committed(journal, 1, journal.lastSeq()));
                    assertThat(journal.status().bytes()).isLessThanOrEqualTo(settings.maxBytes());
                }
            }
            await().until(() -> journal.lastSeq() == 160_000);
            assertThat(journal.status().firstSeq()).isGreaterThan(20_000);
        }
    }
}
