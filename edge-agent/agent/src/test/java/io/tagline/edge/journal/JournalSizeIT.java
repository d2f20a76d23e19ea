package io.tagline.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JournalSizeIT {
    private static final int SCANS = 200_000;
    private static final long SCANS_OF_A_DAY = 24L * 3600 * 200;

    @TempDir
    Path dir;

    /** All files, the log and the reserve, which weigh more here than they do among millions. */
    @Test
    void scanTakesAtMost130BytesAndADayOfThemFitsTheDefaultQuota() throws Exception {
        var settings = new JournalSettings(dir, JournalSettings.DEFAULT_BYTES, JournalSettings.KEEP_RECEIPTED);
        try (Journal journal = TestJournal.open(settings)) {
            for (long n = 1; n <= SCANS; n++) {
                journal.append(TestJournal.scan(n));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> journal.lastSeq() == SCANS);

            double bytesPerScan = (double) journal.status().bytes() / SCANS;

            assertThat(bytesPerScan).isLessThanOrEqualTo(130);
            assertThat(bytesPerScan * SCANS_OF_A_DAY).isLessThan(0.9 * JournalSettings.DEFAULT_BYTES);
        }
    }
}
