package io.tagline.edge.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Portal;
import io.tagline.wire.Manifest.Refusal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final PortalId DOOR = new PortalId("door-1");
    private static final PortalId OTHER = new PortalId("door-2");
    private static final PortalId CLOSED = new PortalId("door-3");

    /** SSCC-96, filter 2, company 0614141; the last digits differ. */
    private static final String FIRST = "3174257BF4499602D2000000";

    private static final String SECOND = "3174257BF4499602D3000000";
    private static final String HELD = "3174257BF4499602D4000000";
    private static final String AT_OTHER = "3174257BF4499602D5000000";
    private static final String NOWHERE = "3174257BF4499602D6000000";
    private static final String FAR_AWAY = "3174257BF4499602D7000000";

    private final Judge judge = new Judge();

    @Test
    void everyKindOfParcelHasItsVerdict() {
        judge.take(manifest(1));

        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.EXPECTED);
        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.ALREADY_PASSED);
        assertThat(judgement(DOOR, HELD, Direction.OUT))
                .returns(Verdict.REFUSED, Judgement::verdict)
                .returns("customs", Judgement::reason);
        assertThat(judgement(DOOR, AT_OTHER, Direction.OUT))
                .returns(Verdict.WRONG_DOOR, Judgement::verdict)
                .returns("door-2", Judgement::reason);
        assertThat(verdict(DOOR, FAR_AWAY)).isEqualTo(Verdict.WRONG_DOOR);
        assertThat(verdict(DOOR, NOWHERE)).isEqualTo(Verdict.NOT_EXPECTED);
        assertThat(verdict(DOOR, "E28011700000020F1A2B3C4D")).isEqualTo(Verdict.UNKNOWN_TAG);
        assertThat(verdict(CLOSED, FIRST)).isEqualTo(Verdict.NO_LOAD);
    }

    @Test
    void withoutAManifestNothingIsSaid() {
        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.NO_LOAD);
        assertThat(judge.issuedAt()).isEmpty();
    }

    @Test
    void parcelThatIsCarriedBackIsMissingAgain() {
        judge.take(manifest(1));
        judgement(DOOR, FIRST, Direction.OUT);
        assertThat(judge.progress(DOOR).orElseThrow())
                .isEqualTo(new LoadProgress(DOOR, "YUL-17", 2, 1, List.of("parcel-2")));

        assertThat(judgement(DOOR, FIRST, Direction.IN).verdict()).isEqualTo(Verdict.RETURNED);

        assertThat(judge.progress(DOOR).orElseThrow().missing()).containsExactly("parcel-1", "parcel-2");
        assertThat(judgement(DOOR, FIRST, Direction.UNKNOWN).verdict()).isEqualTo(Verdict.EXPECTED);
    }

    /** A truck that is unloaded beside the one that is loaded: nobody must be stopped, and nothing counted. */
    @Test
    void againstTheWayOnlyAParcelOfTheLoadThatHadPassedIsReturned() {
        judge.take(manifest(1));
        LoadProgress before = judge.progress(DOOR).orElseThrow();

        assertThat(judgement(DOOR, FIRST, Direction.IN).verdict())
                .as("never passed")
                .isEqualTo(Verdict.NO_LOAD);
        assertThat(judgement(DOOR, NOWHERE, Direction.IN).verdict())
                .as("foreign")
                .isEqualTo(Verdict.NO_LOAD);
        assertThat(judgement(DOOR, AT_OTHER, Direction.IN).verdict())
                .as("of another door")
                .isEqualTo(Verdict.NO_LOAD);
        assertThat(judgement(DOOR, "E28011700000020F1A2B3C4D", Direction.IN).verdict())
                .as("no parcel")
                .isEqualTo(Verdict.UNKNOWN_TAG);
        assertThat(judgement(DOOR, HELD, Direction.IN))
                .as("carried back after the red light")
                .returns(Verdict.NO_LOAD, Judgement::verdict)
                .returns(Optional.of("parcel-3"), Judgement::parcel);

        assertThat(judge.progress(DOOR)).contains(before);
    }

    /** The board asks ten times a second, and the thread that judges waits for the same lock. */
    @Test
    void theMissingOfALargeLoadThatIsNearlyDoneAreFoundAtOnce() {
        List<Expected> parcels = IntStream.range(0, Manifest.MOST_PARCELS)
                .mapToObj(serial -> new Expected("3174257BF4499602D2%06X".formatted(serial), "parcel-" + serial))
                .toList();
        judge.take(new Manifest(
                1, Instant.EPOCH, Map.of("door-1", new Portal("YUL-17", Direction.OUT, parcels, Map.of()))));
        parcels.subList(0, parcels.size() - 1)
                .forEach(parcel -> judge.passedBefore("door-1", "YUL-17", parcel.epc(), true));

        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long before = cpu.getCurrentThreadCpuTime();
        for (int look = 0; look < 1_000; look++) {
            assertThat(judge.progress(DOOR).orElseThrow().missing()).hasSize(1);
        }
        assertThat(Duration.ofNanos(cpu.getCurrentThreadCpuTime() - before))
                .as("1,000 looks; a look at each parcel takes ten times as long")
                .isLessThan(Duration.ofMillis(500));
    }

    @Test
    void newerManifestOfTheSameLoadKeepsWhatHasPassedAndAnotherLoadBeginsAnew() {
        judge.take(manifest(5));
        judgement(DOOR, FIRST, Direction.OUT);

        assertThat(judge.take(manifest(6))).isEqualTo(Judge.Taken.NEW);
        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.ALREADY_PASSED);

        judge.take(new Manifest(7, Instant.EPOCH, Map.of("door-1", load("YUL-18"))));
        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.EXPECTED);
        assertThat(verdict(OTHER, AT_OTHER)).isEqualTo(Verdict.NO_LOAD);
    }

    @Test
    void olderManifestThanTheOneInHandStaysOutAndTheSameOneChangesNothing() {
        judge.take(manifest(5));
        judgement(DOOR, FIRST, Direction.OUT);

        assertThat(judge.take(new Manifest(4, Instant.EPOCH, Map.of()))).isEqualTo(Judge.Taken.OLDER);
        assertThat(judge.take(manifest(5))).isEqualTo(Judge.Taken.SAME);

        assertThat(judge.version()).isEqualTo(5);
        assertThat(verdict(DOOR, FIRST)).isEqualTo(Verdict.ALREADY_PASSED);
    }

    static Manifest manifest(long version) {
        return new Manifest(
                version,
                Instant.parse("2026-03-01T08:00:00Z"),
                Map.of(
                        "door-1",
                        load("YUL-17"),
                        "door-2",
                        new Portal("YYZ-3", Direction.OUT, List.of(new Expected(AT_OTHER, "parcel-4")), Map.of())));
    }

    private static Portal load(String id) {
        return new Portal(
                id,
                Direction.OUT,
                List.of(new Expected(FIRST, "parcel-1"), new Expected(SECOND, "parcel-2")),
                Map.of(
                        HELD,
                        new Refusal("parcel-3", "customs"),
                        FAR_AWAY,
                        new Refusal("parcel-5", Refusal.WRONG_DOOR)));
    }

    private Verdict verdict(PortalId portal, String epc) {
        return judgement(portal, epc, Direction.OUT).verdict();
    }

    private Judgement judgement(PortalId portal, String epc, Direction direction) {
        return judge.judge(portal, Epc.parse(epc), direction, 0);
    }
}
