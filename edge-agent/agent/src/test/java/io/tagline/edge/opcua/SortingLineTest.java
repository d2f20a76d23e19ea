package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.opcua.PlcChange.Quality;
import io.tagline.edge.opcua.SortingLine.Parcel;
import io.tagline.edge.opcua.SortingLine.Where;
import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Times in milliseconds; the encoder counts 1,000 a second, and the diverter is 2,000 counts behind the eye. */
class SortingLineTest {
    private static final PlcNode EYE = node(PlcSignal.PHOTO_EYE);
    private static final PlcNode ENCODER = node(PlcSignal.ENCODER);

    private final SortingLine line = line(2_000, Duration.ZERO, EYE, ENCODER);

    @Test
    void aVerdictIsAboutTheParcelThatThePlcSawThenWheneverTheNewsCame() {
        runBelt(0, 5_000);
        eye(1_000, 1_120);
        eye(2_000, 2_900);
        Parcel parcel = line.take(at(1_960), at(3_000));
        assertThat(parcel.where()).isEqualTo(Where.KNOWN);
        assertThat(parcel.tick()).isEqualTo(at(2_000));
        assertThat(parcel.diverter()).isEqualTo(OptionalLong.of(4_000));
    }

    /** The verdict can be quicker than the PLC: the nearest parcel so far may not be the nearest. */
    @Test
    void newsThatMayBeOnTheirWayAreWaitedFor() {
        runBelt(0, 3_000);
        eye(1_000, 1_000);
        assertThat(line.take(at(1_300), at(1_500)).where()).isEqualTo(Where.WAIT);
        eye(1_310, 1_510);
        Parcel parcel = line.take(at(1_300), at(1_540));
        assertThat(parcel.where()).isEqualTo(Where.KNOWN);
        assertThat(parcel.tick()).isEqualTo(at(1_310));
    }

    @Test
    void aParcelHasOneVerdictAndOneWithoutAnEyeNone() {
        runBelt(0, 3_000);
        eye(1_000, 1_000);
        assertThat(line.take(at(1_050), at(2_000)).where()).isEqualTo(Where.KNOWN);
        assertThat(line.take(at(1_060), at(2_000)).where()).isEqualTo(Where.NO_PARCEL);
        assertThat(line.take(at(1_600), at(3_000)).where()).isEqualTo(Where.NO_PARCEL);
    }

    @Test
    void ofTwoThatAreNearlyAsNearNoneIsTaken() {
        runBelt(0, 3_000);
        eye(1_000, 1_000);
        eye(1_200, 1_200);
        assertThat(line.take(at(1_110), at(2_500)).where()).isEqualTo(Where.TWO_PARCELS);
        assertThat(line.take(at(1_190), at(2_500)).where()).isEqualTo(Where.KNOWN);
    }

    @Test
    void aParcelWaitsWithItsConveyorAndHasArrivedWhenTheEncoderSaysSo() {
        runBelt(0, 2_000);
        eye(1_000, 1_000);
        Parcel parcel = line.take(at(1_000), at(1_900));
        assertThat(line.hasArrived(parcel, at(2_900))).isFalse();
        // the belt stood still from 2,000 to 60,000
        assertThat(line.hasArrived(parcel, at(59_000))).isFalse();
        for (int i = 0; i <= 1_000; i += 100) {
            encoder(60_000 + i, 2_000 + i);
        }
        assertThat(line.hasArrived(parcel, at(60_900))).isFalse();
        assertThat(line.hasArrived(parcel, at(61_000))).isTrue();
    }

    @Test
    void anEncoderGoesOnOverTheEndOfItsRange() {
        for (int i = 0; i <= 4_000; i += 100) {
            encoder(i, (64_000 + i) % 65_536);
        }
        eye(1_000, 1_000);
        Parcel parcel = line.take(at(1_000), at(2_000));
        assertThat(parcel.diverter()).isEqualTo(OptionalLong.of(67_000));
        assertThat(line.hasArrived(parcel, at(2_900))).isFalse();
        assertThat(line.hasArrived(parcel, at(3_000))).isTrue();
    }

    /** It may count from anywhere then, and the parcel may have been taken off. */
    @Test
    void afterAPlcIsLostNobodyKnowsWhereItsParcelsAre() {
        runBelt(0, 2_000);
        eye(1_000, 1_000);
        Parcel parcel = line.take(at(1_000), at(1_900));
        line.encoder(PlcChange.lost(ENCODER, at(2_000)));
        assertThat(line.hasArrived(parcel, at(2_010))).isTrue();
        eye(2_100, 2_100);
        assertThat(line.take(at(2_100), at(3_000)).where()).isEqualTo(Where.NO_POSITION);
    }

    @Test
    void whatStoodInFrontOfTheEyeWhenThePlcWasFoundIsNoParcel() {
        runBelt(0, 3_000);
        line.eye(change(EYE, 1, true, 1_000, 1_000));
        assertThat(line.take(at(1_000), at(2_500)).where()).isEqualTo(Where.NO_PARCEL);
    }

    @Test
    void withoutEyeAndEncoderCrossingAndTimeSay() {
        SortingLine simple = line(0, Duration.ofSeconds(3));
        Parcel parcel = simple.take(at(1_000), at(1_010));
        assertThat(parcel.where()).isEqualTo(Where.KNOWN);
        assertThat(simple.hasArrived(parcel, at(3_999))).isFalse();
        assertThat(simple.hasArrived(parcel, at(4_000))).isTrue();
    }

    private void runBelt(int from, int to) {
        for (int i = from; i <= to; i += 50) {
            encoder(i, i);
        }
    }

    private void encoder(int time, double count) {
        line.encoder(change(ENCODER, count, false, time, time));
    }

    /** A parcel of 150 ms. */
    private void eye(int time, int came) {
        line.eye(change(EYE, 1, false, time, came));
        line.eye(change(EYE, 0, false, time + 150, came + 150));
    }

    private static PlcChange change(PlcNode node, double value, boolean first, int time, int came) {
        return new PlcChange(node, value, Optional.empty(), Optional.empty(), Quality.GOOD, first, at(came), at(time));
    }

    private static SortingLine line(long pulses, Duration travelTime, PlcNode... nodes) {
        DivertSettings diverts = new DivertSettings(
                "door-1", Map.of(Verdict.EXPECTED, 1), 9, pulses, travelTime, Duration.ofMillis(300));
        return new SortingLine(
                diverts,
                new PlcSettings(
                        new AgentAddress("ott-1", "gw-1"),
                        URI.create("opc.tcp://127.0.0.1"),
                        "tagline",
                        new Secret("secret"),
                        PlcSettings.PUBLISHING,
                        PlcSettings.SAMPLING,
                        PlcSettings.HEARTBEAT,
                        PlcSettings.DIVERT_TIMEOUT,
                        List.of(nodes),
                        List.of(diverts)));
    }

    private static PlcNode node(PlcSignal signal) {
        return new PlcNode(signal, "door-1", 0, "ns=1;s=" + signal, "plc.nodes[0].node");
    }

    private static long at(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
