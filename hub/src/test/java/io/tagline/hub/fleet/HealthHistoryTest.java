package io.tagline.hub.fleet;

import static io.tagline.hub.TestHub.OTTAWA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.fleet.HealthPoint.Grain;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How the fleet was, and who has seen what is wrong with it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HealthHistoryTest {
    private static final Viewer OPERATOR = new Viewer("ola", Set.of(Role.OPERATIONS), Optional.empty());
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    HealthHistoryTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void heard(long pending, long reads, Health.Problem... problems) {
        Health health = new Health(
                hub.now(),
                "0.1.0",
                60,
                List.of(new Health.ReaderHealth("dock-a", "reading", "", TestHub.START, reads, Optional.empty())),
                List.of(new Health.PortalHealth("door-1", reads / 10, Optional.empty())),
                new Health.JournalHealth(JOURNAL, 0, 0, pending, Optional.empty(), 0, 0),
                new Health.ClockHealth(ClockQuality.SYNCED, 4),
                new Health.DiskHealth(1_000, 2_000),
                Map.of(),
                List.of(problems));
        hub.store.transactions().write(tx -> {
            Fleet.heard(tx, OTTAWA, AgentStatus.ONLINE, hub.now());
            Fleet.heard(tx, OTTAWA, health, hub.now());
            return true;
        });
    }

    private List<HealthPoint> points(Grain grain) {
        return hub.core.healthHistory().of(OTTAWA, grain, Instant.EPOCH);
    }

    @Test
    void eachMinuteIsWrittenDownOnceAndAnAgentThatIsNotHeardHasNoFigures() {
        heard(7, 100);
        assertThat(hub.core.healthHistory().look()).isTrue();
        assertThat(hub.core.healthHistory().look()).isFalse();
        hub.pass(Duration.ofMinutes(1));
        assertThat(hub.core.healthHistory().look()).isTrue();

        List<HealthPoint> points = points(Grain.MINUTE);
        assertThat(points).hasSize(2);
        assertThat(points.get(0).pending()).isEqualTo(OptionalLong.of(7));
        assertThat(points.get(0).readersReading()).isEqualTo(OptionalLong.of(1));
        assertThat(points.get(0).online()).isEqualTo(1);
        // silent for a minute: what it said then is not how it is now
        assertThat(points.get(1).online()).isZero();
        assertThat(points.get(1).pending()).isEmpty();
        assertThat(points.get(1).problems()).isEqualTo(1);
        assertThat(hub.core.healthHistory().ofHub(Grain.MINUTE, Instant.EPOCH)).hasSize(2);
    }

    @Test
    void theHourInWhichTheHubWentDownIsKept() {
        for (int minute = 0; minute < 40; minute++) {
            heard(3, 100L + minute);
            assertThat(hub.core.healthHistory().look()).isTrue();
            hub.pass(Duration.ofMinutes(1));
        }
        hub.pass(Duration.ofHours(3));
        for (int minute = 0; minute < 2; minute++) {
            assertThat(hub.core.healthHistory().look()).isTrue();
            hub.pass(Duration.ofMinutes(1));
        }

        assertThat(points(Grain.HOUR)).extracting(HealthPoint::at).containsExactly(TestHub.START);
        assertThat(points(Grain.HOUR).get(0).minutes()).isEqualTo(40);
    }

    @Test
    void anHourIsTheWorstOfItsMinutesAndNothingIsKeptForEver() {
        for (int minute = 0; minute <= 60; minute++) {
            heard(minute == 30 ? 50 : 1, 100L + minute);
            assertThat(hub.core.healthHistory().look()).isTrue();
            hub.pass(Duration.ofMinutes(1));
        }
        List<HealthPoint> hours = points(Grain.HOUR);
        assertThat(hours).hasSize(1);
        assertThat(hours.get(0).minutes()).isEqualTo(60);
        assertThat(hours.get(0).online()).isEqualTo(60);
        assertThat(hours.get(0).pending()).isEqualTo(OptionalLong.of(50));
        assertThat(hours.get(0).reads()).isEqualTo(OptionalLong.of(159));

        hub.pass(Grain.MINUTE.kept());
        heard(1, 200);
        assertThat(hub.core.healthHistory().look()).isTrue();
        assertThat(points(Grain.MINUTE)).hasSize(1);
        assertThat(points(Grain.HOUR)).as("and the hour that had begun").hasSize(2);
        hub.pass(Grain.HOUR.kept());
        heard(1, 300);
        assertThat(hub.core.healthHistory().look()).isTrue();
        assertThat(points(Grain.HOUR)).isEmpty();
    }

    private Alarm alarm(String name) {
        return hub.core.alarms().of(hub.core.fleet().view()).stream()
                .filter(alarm -> alarm.problem().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAlarmIsSeenUntilItsProblemEndsOrBeginsAnew() {
        String name = KnownProblem.ANTENNA_SILENT.code();
        Instant began = hub.now().minusSeconds(600);
        heard(1, 1, new Health.Problem(name, "dock-a antenna 2", began));
        Alarms alarms = hub.core.alarms();
        assertThat(alarm(name).seen()).isEmpty();
        assertThat(alarms.see(OPERATOR, hub.core.fleet().view(), Optional.of(OTTAWA), name, " cable ordered "))
                .isTrue();
        assertThat(alarm(name).seen()).contains(new Alarm.Seen("ola", "cable ordered", hub.now()));
        assertThat(alarms.see(OPERATOR, hub.core.fleet().view(), Optional.of(OTTAWA), "journal-full", ""))
                .isFalse();

        hub.pass(Duration.ofMinutes(5));
        heard(1, 1, new Health.Problem(name, "dock-a antenna 2", began));
        assertThat(hub.core.healthHistory().look()).isTrue();
        assertThat(alarm(name).seen()).isPresent();
        // another antenna of the same name of problem, since then
        heard(1, 1, new Health.Problem(name, "dock-a antenna 1", hub.now().minusSeconds(60)));
        assertThat(alarm(name).seen()).isEmpty();

        hub.pass(Duration.ofMinutes(1));
        heard(1, 1);
        assertThat(hub.core.healthHistory().look()).isTrue();
        heard(1, 1, new Health.Problem(name, "dock-a antenna 2", began));
        assertThat(alarm(name).seen()).isEmpty();
    }
}
