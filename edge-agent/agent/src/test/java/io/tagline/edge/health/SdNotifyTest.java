package io.tagline.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SdNotifyTest {
    @TempDir
    Path dir;

    @Test
    void systemdHearsOnAPathSocket() {
        String name = dir.resolve("notify").toString();
        try (var systemd = new DatagramSocketStub(name)) {
            SdNotify notify = SdNotify.from(Map.of("NOTIFY_SOCKET", name));
            notify.ready("2 readers\nand more");
            notify.stopping();

            assertThat(systemd.receive()).isEqualTo("READY=1\nSTATUS=2 readers and more");
            assertThat(systemd.receive()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void systemdHearsOnAnAbstractSocket() {
        String name = "@tagline-test-" + ProcessHandle.current().pid();
        try (var systemd = new DatagramSocketStub(name)) {
            SdNotify.from(Map.of("NOTIFY_SOCKET", name)).status("ok");

            assertThat(systemd.receive()).isEqualTo("STATUS=ok");
        }
    }

    @Test
    void withoutSystemdNothingHappens() {
        SdNotify notify = SdNotify.from(Map.of());

        notify.ready("up");

        assertThat(notify.watchdog()).isEmpty();
    }

    @Test
    void watchdogOfAnotherProcessIsNotOurs() {
        assertThat(SdNotify.from(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"))
                        .watchdog())
                .isEmpty();
        assertThat(SdNotify.from(Map.of("WATCHDOG_USEC", "30000000")).watchdog())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void watchdogIsFedOnlyWhileEveryLoopComesRound() {
        String name = dir.resolve("notify").toString();
        var test = new TestHealth();
        Pulse journal = test.pulses.add("journal");
        var notify = new SdNotify(name, Optional.of(Duration.ofMillis(60)));
        try (var systemd = new DatagramSocketStub(name);
                var watchdog = Watchdog.start(notify, test.health, () -> "1 reader")) {
            assertThat(watchdog).isNotNull();
            await().until(() -> systemd.receive().equals("STATUS=1 reader"));
            await().until(() -> systemd.receive().equals("WATCHDOG=1"));

            test.elapse(11);
            await().until(() -> heardNothingFor(systemd, Duration.ofMillis(200)));

            journal.beat();
            await().until(() -> systemd.receive().equals("WATCHDOG=1"));
        }
    }

    private static boolean heardNothingFor(DatagramSocketStub systemd, Duration time) throws InterruptedException {
        while (!systemd.receive().isEmpty()) {
            Thread.onSpinWait();
        }
        Thread.sleep(time.toMillis()); // that nothing comes takes its time
        return systemd.receive().isEmpty();
    }
}
