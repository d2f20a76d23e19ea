package io.tagline.edge.eye;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.edge.passage.Evidence;
import io.tagline.edge.passage.Passage;
import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EyesTest {
    private static final PortalId DOOR = new PortalId("door-1");
    private static final Epc PARCEL = Epc.parse("303400650000000000000001");
    private static final long MS = 1_000_000;

    private final Set<EyeId> away = new HashSet<>();
    private Eyes eyes = eyes(EyePosition.MIDDLE);
    private long nowMs;

    @Test
    void aCrossingOutsideOfTheWindowIsMovedToItsNearestEdge() {
        broken(EyePosition.MIDDLE, 1_000, 1_400);
        elapseTo(2_500);
        assertThat(weigh(800, Direction.IN, 0.9f).atTick()).isEqualTo(1_000 * MS);
        assertThat(weigh(2_100, Direction.IN, 0.9f).atTick()).isEqualTo(1_400 * MS);
        assertThat(weigh(1_200, Direction.IN, 0.9f).atTick()).isEqualTo(1_200 * MS);
    }

    @Test
    void aPassageThatTheEyeSawIsSurerAndSaysWhy() {
        broken(EyePosition.MIDDLE, 1_000, 1_400);
        elapseTo(2_000);
        Passage passage = weigh(1_100, Direction.IN, 0.9f);
        assertThat(passage.confidence()).isGreaterThan(0.9f).isLessThan(1);
        assertThat(passage.evidence().eye()).isEqualTo(Evidence.Eye.SAW);
        assertThat(passage.evidence().describe()).endsWith("; eye saw it");
    }

    /** A light waits for nobody: the cart is in the doorway still when its first tags are decided. */
    @Test
    void aWindowThatIsStillOpenCounts() {
        edge(EyePosition.MIDDLE, true, 1_000);
        elapseTo(1_600);
        Passage passage = weigh(900, Direction.OUT, 0.9f);
        assertThat(passage.atTick()).isEqualTo(1_000 * MS);
        assertThat(passage.evidence().eye()).isEqualTo(Evidence.Eye.SAW);
    }

    /** Tags behind walls do not break beams. */
    @Test
    void aTagThatNobodySawPassIsDoubtedAndRecordedAllTheSame() {
        broken(EyePosition.MIDDLE, 1_000, 1_400);
        elapseTo(9_000);
        Passage passage = weigh(6_000, Direction.IN, 0.9f);
        assertThat(passage.confidence()).isLessThan(0.5f).isPositive();
        assertThat(passage.atTick()).isEqualTo(6_000 * MS);
        assertThat(passage.direction()).isEqualTo(Direction.IN);
        assertThat(passage.evidence().eye()).isEqualTo(Evidence.Eye.SAW_NOTHING);
    }

    /** The change of a PLC's photo-eye takes up to 140 ms to us: what is not there yet is not absent. */
    @Test
    void aPassageThatIsDecidedBeforeTheEyeCanHaveSpokenIsLeftAsItIs() {
        elapseTo(5_100);
        Passage passage = passage(5_000, Direction.IN, 0.9f);
        assertThat(eyes.weigh(passage)).isEqualTo(passage);
    }

    @Test
    void aPortalWithoutEyesHasItsPassagesAsTheyAre() {
        eyes = Eyes.none();
        Passage passage = passage(5_000, Direction.IN, 0.9f);
        assertThat(eyes.weigh(passage)).isEqualTo(passage);
    }

    @Test
    void twoBeamsInARowGiveADirectionWhereReadsGiveNone() {
        eyes = eyes(EyePosition.OUTSIDE, EyePosition.INSIDE);
        broken(EyePosition.OUTSIDE, 1_000, 1_400);
        broken(EyePosition.INSIDE, 1_300, 1_700);
        elapseTo(2_500);
        Passage passage = weigh(1_900, Direction.UNKNOWN, 0.9f);
        assertThat(passage.direction()).isEqualTo(Direction.IN);
        assertThat(passage.atTick()).as("halfway between the beams").isEqualTo(1_550 * MS);
        assertThat(passage.evidence().eye()).isEqualTo(Evidence.Eye.TURNED);
    }

    @Test
    void aWeakDirectionGivesWayToTheEyesAndASureOneDoesNot() {
        eyes = eyes(EyePosition.OUTSIDE, EyePosition.INSIDE);
        broken(EyePosition.INSIDE, 1_000, 1_400);
        broken(EyePosition.OUTSIDE, 1_300, 1_700);
        elapseTo(2_500);
        assertThat(weigh(1_300, Direction.IN, 0.7f).direction()).isEqualTo(Direction.OUT);
        Passage sure = weigh(1_300, Direction.IN, 0.95f);
        assertThat(sure.direction()).isEqualTo(Direction.IN);
        assertThat(sure.confidence()).isEqualTo(0.95f);
        assertThat(sure.evidence().eye()).isEqualTo(Evidence.Eye.SAW_OTHER_WAY);
    }

    /** It comes up, breaks both beams and goes back: the inner one is free first. */
    @Test
    void aCartThatTurnsBackInTheDoorwayGivesNoDirection() {
        eyes = eyes(EyePosition.OUTSIDE, EyePosition.INSIDE);
        broken(EyePosition.OUTSIDE, 1_000, 2_000);
        broken(EyePosition.INSIDE, 1_300, 1_700);
        elapseTo(2_500);
        assertThat(weigh(1_500, Direction.OUT, 0.7f).direction()).isEqualTo(Direction.OUT);
        assertThat(weigh(1_500, Direction.UNKNOWN, 0.7f).direction()).isEqualTo(Direction.UNKNOWN);
    }

    @Test
    void somebodyWhoBreaksOnlyOneOfTwoBeamsWentNotThrough() {
        eyes = eyes(EyePosition.OUTSIDE, EyePosition.INSIDE);
        broken(EyePosition.OUTSIDE, 1_000, 2_000);
        elapseTo(4_000);
        assertThat(weigh(1_500, Direction.IN, 0.9f).evidence().eye()).isEqualTo(Evidence.Eye.SAW_NOTHING);
    }

    @Test
    void oneOfTwoEyesThatIsAwayLeavesTheOtherAtWork() {
        eyes = eyes(EyePosition.MIDDLE, EyePosition.INSIDE);
        away.add(new EyeId(DOOR, EyePosition.INSIDE));
        broken(EyePosition.MIDDLE, 1_000, 2_000);
        elapseTo(4_000);
        assertThat(weigh(900, Direction.IN, 0.9f).evidence().eye()).isEqualTo(Evidence.Eye.SAW);
    }

    @Test
    void aBeamBesideTheLineLeavesRoomForTheWayBetween() {
        eyes = eyes(EyePosition.INSIDE);
        broken(EyePosition.INSIDE, 1_000, 1_400);
        elapseTo(3_000);
        assertThat(weigh(700, Direction.IN, 0.9f).atTick()).isEqualTo(700 * MS);
        assertThat(weigh(700, Direction.OUT, 0.9f).atTick()).isEqualTo(1_000 * MS);
        assertThat(weigh(1_800, Direction.OUT, 0.9f).atTick()).isEqualTo(1_800 * MS);
    }

    /** A lens that somebody leans a pallet against says that everything passes. */
    @Test
    void anEyeThatIsBrokenForMinutesIsStuckAndHasNoSayUntilItIsFree() {
        edge(EyePosition.MIDDLE, true, 1_000);
        elapseTo(60_000);
        assertThat(state()).isEqualTo(EyeState.WATCHING);
        elapseTo(122_000);
        assertThat(state()).isEqualTo(EyeState.STUCK);
        Passage passage = passage(121_000, Direction.IN, 0.9f);
        assertThat(eyes.weigh(passage)).isEqualTo(passage);
        edge(EyePosition.MIDDLE, false, 130_000);
        elapseTo(130_100);
        assertThat(state()).isEqualTo(EyeState.WATCHING);
        elapseTo(140_000);
        assertThat(weigh(129_000, Direction.IN, 0.9f).evidence().eye())
                .as("the time that it was stuck says nothing")
                .isEqualTo(Evidence.Eye.NOT_ASKED);
        assertThat(weigh(135_000, Direction.IN, 0.9f).evidence().eye()).isEqualTo(Evidence.Eye.SAW_NOTHING);
    }

    @Test
    void anEyeThatNothingEverBreaksThoughParcelsPassIsBlindAndDoubtsNoMore() {
        for (int cart = 1; cart <= Eye.BLIND_AFTER; cart++) {
            elapseTo(cart * 20_000L);
            assertThat(state()).as("before cart %d", cart).isEqualTo(EyeState.WATCHING);
            for (int tag = 0; tag < 10; tag++) {
                weigh(cart * 20_000L - 1_000, Direction.IN, 0.98f);
            }
        }
        elapseTo(500_000);
        assertThat(state()).isEqualTo(EyeState.BLIND);
        Passage passage = passage(499_000, Direction.IN, 0.98f);
        assertThat(eyes.weigh(passage)).isEqualTo(passage);
        broken(EyePosition.MIDDLE, 501_000, 501_500);
        elapseTo(502_000);
        assertThat(state()).isEqualTo(EyeState.WATCHING);
    }

    /** What happened to the beam while nobody heard of it is not known, so a window may end unseen. */
    @Test
    void anEyeWhoseReaderIsLostHasNoSayAndBeginsAnew() {
        edge(EyePosition.MIDDLE, true, 1_000);
        elapseTo(1_500);
        away.add(new EyeId(DOOR, EyePosition.MIDDLE));
        elapseTo(2_000);
        assertThat(state()).isEqualTo(EyeState.AWAY);
        Passage passage = passage(1_200, Direction.IN, 0.9f);
        assertThat(eyes.weigh(passage)).isEqualTo(passage);
        away.clear();
        elapseTo(400_000);
        assertThat(state()).as("the window that was open is forgotten").isEqualTo(EyeState.WATCHING);
        elapseTo(403_000);
        assertThat(weigh(200_000, Direction.IN, 0.9f).evidence().eye())
                .as("a passage that the reader held while it was away")
                .isEqualTo(Evidence.Eye.NOT_ASKED);
    }

    @Test
    void aDayOfPeopleTakesNoMoreMemoryThanAMinute() {
        for (long ms = 1_000; ms < 3_600_000; ms += 1_000) {
            broken(EyePosition.MIDDLE, ms, ms + 500);
        }
        elapseTo(3_600_000);
        assertThat(weigh(3_598_900, Direction.IN, 0.9f).atTick()).isEqualTo(3_599_000 * MS);
        assertThat(weigh(1_000, Direction.IN, 0.9f).evidence().eye())
                .as("an hour ago is forgotten")
                .isEqualTo(Evidence.Eye.NOT_ASKED);
    }

    @Test
    void aPortalIsReadWhileItsBeamIsBrokenAndForTheHoldAfterwards() {
        away.add(new EyeId(DOOR, EyePosition.MIDDLE));
        elapseTo(500);
        away.clear();
        elapseTo(1_000);
        assertThat(wantsReading())
                .as("at first, when nobody knows who stands there")
                .isTrue();
        elapseTo(7_000);
        assertThat(wantsReading()).isFalse();
        edge(EyePosition.MIDDLE, true, 8_000);
        elapseTo(8_020);
        assertThat(wantsReading()).isTrue();
        edge(EyePosition.MIDDLE, false, 20_000);
        elapseTo(24_900);
        assertThat(wantsReading()).isTrue();
        elapseTo(25_100);
        assertThat(wantsReading()).isFalse();
    }

    /** Better to read for nothing than not to read a parcel. */
    @Test
    void aPortalWhoseEyeIsNotWellIsAlwaysRead() {
        elapseTo(60_000);
        away.add(new EyeId(DOOR, EyePosition.MIDDLE));
        elapseTo(60_100);
        assertThat(wantsReading()).as("away").isTrue();
        away.clear();
        edge(EyePosition.MIDDLE, true, 61_000);
        elapseTo(300_000);
        assertThat(state()).isEqualTo(EyeState.STUCK);
        assertThat(wantsReading()).as("stuck").isTrue();
        edge(EyePosition.MIDDLE, false, 301_000);
        elapseTo(310_000);
        assertThat(wantsReading()).as("well again").isFalse();
        elapseTo(1_300_000);
        assertThat(wantsReading()).as("quiet for so long that it may be dead").isTrue();
    }

    @Test
    void aPortalHasTwoEyesAtMostAndOneInEachPosition() {
        assertThatThrownBy(() -> eyes(EyePosition.values())).hasMessage("door-1 has 3 eyes; expected at most 2");
        assertThatThrownBy(() -> eyes(EyePosition.INSIDE, EyePosition.INSIDE))
                .hasMessage("two eyes are door-1 inside; expected one in each position");
    }

    /** They have been watching for a minute. */
    private Eyes eyes(EyePosition... positions) {
        List<EyeSettings> settings = Stream.of(positions)
                .map(position -> new EyeSettings(
                        "agent.yaml:7",
                        new EyeId(DOOR, position),
                        new EyeSettings.GpioPin(4),
                        true,
                        EyeSettings.DEBOUNCE))
                .toList();
        Eyes made = new Eyes(settings, eye -> !away.contains(eye));
        made.elapse(-60_000 * MS);
        return made;
    }

    private void broken(EyePosition position, long fromMs, long toMs) {
        edge(position, true, fromMs);
        edge(position, false, toMs);
    }

    private void edge(EyePosition position, boolean broken, long ms) {
        elapseTo(Math.max(ms, nowMs));
        eyes.changed(new BeamChange(new EyeId(DOOR, position), broken, ms * MS));
        eyes.elapse(nowMs * MS);
    }

    private void elapseTo(long ms) {
        nowMs = ms;
        eyes.elapse(ms * MS);
    }

    private boolean wantsReading() {
        return eyes.wantsReading(DOOR, Duration.ofSeconds(5));
    }

    private EyeState state() {
        return eyes.reports().get(0).state();
    }

    private Passage weigh(long atMs, Direction direction, float confidence) {
        return eyes.weigh(passage(atMs, direction, confidence));
    }

    private static Passage passage(long atMs, Direction direction, float confidence) {
        Evidence.SideReads reads = new Evidence.SideReads(5, -50, atMs * MS, atMs * MS);
        Evidence evidence =
                new Evidence(Evidence.Basis.ORDER, reads, reads, 1, 0, 0, new ArrayList<>(), Evidence.Eye.NOT_ASKED);
        return new Passage(
                DOOR, PARCEL, direction, atMs * MS, atMs * MS, atMs * MS, 10, -50, confidence, atMs * MS, evidence);
    }
}
