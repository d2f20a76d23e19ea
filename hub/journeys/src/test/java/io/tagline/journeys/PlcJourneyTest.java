package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.journeys.WholeLine.Parcel;
import io.tagline.simulator.Movement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parcels go over a conveyor through a portal; the agent judges each and has the PLC divert it onto the lane of its verdict. */
class PlcJourneyTest {
    private static final Duration WALKED = Duration.ofSeconds(20);

    /** The walk takes 4 s, and the portal is half way. */
    private static final Duration TO_THE_EYE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void parcelsAreDivertedByTheirVerdictsAlsoAfterThePlcWasKilled() throws Exception {
        Parcel expected = Parcel.number(801);
        Parcel held = Parcel.number(802);
        try (PlcProgram plc = PlcProgram.start(folder.resolve("plc"));
                WholeLine line = new WholeLine(folder)) {
            line.agentSettings(settings(plc.url()));
            line.startHub();
            line.startAgent();
            for (Parcel parcel : List.of(expected, held)) {
                line.order(parcel);
            }
            line.load("door-2", "YUL-18", List.of(expected), held);
            trust(line);
            await("manifest at the agent").atMost(WALKED).until(() -> line.board("door-2")
                    .contains("YUL-18"));
            awaitSignals(line);

            pass(line, plc, expected);
            plc.awaitWritten("Verdict 1");
            plc.awaitWritten("DivertSequence 42"); // it shows 41 at its start
            assertThat(plc.written()).containsSubsequence("DivertLane 4", "DivertSequence 42");
            await("acknowledged")
                    .atMost(WALKED)
                    .until(() -> line.agentMetric("tagline_plc_diverts_acknowledged_total") == 1);

            plc.killAndRestart();
            awaitSignals(line);
            pass(line, plc, held);
            plc.awaitWritten("Verdict 6");
            plc.awaitWritten("DivertSequence 43");
            assertThat(plc.written()).containsSubsequence("DivertLane 5", "DivertSequence 43");
            await("acknowledged")
                    .atMost(WALKED)
                    .until(() -> line.agentMetric("tagline_plc_diverts_acknowledged_total") == 2);
        }
    }

    private static void pass(WholeLine line, PlcProgram plc, Parcel parcel) throws Exception {
        line.walk(parcel, "door-2", Movement.OUT, Duration.ZERO);
        Thread.sleep(TO_THE_EYE.toMillis()); // the eye is where the parcel is then
        plc.parcelAtTheEye();
    }

    /** A person compares the fingerprint and accepts it. */
    private static void trust(WholeLine line) {
        Pattern fingerprint = Pattern.compile("(?:[0-9A-F]{2}:){31}[0-9A-F]{2}|[0-9a-fA-F]{64}");
        await("certificate of the PLC").atMost(WALKED).untilAsserted(() -> {
            Matcher shown = fingerprint.matcher(line.agentCommand("trust"));
            assertThat(shown.find()).isTrue();
            line.agentCommand("trust", "--accept", shown.group());
        });
    }

    /** Its encoder sends ten changes a second, as long as the subscription is any good. */
    private static void awaitSignals(WholeLine line) throws Exception {
        long before = line.agentMetric("tagline_plc_changes_total");
        await("changes of the PLC")
                .atMost(Duration.ofSeconds(40))
                .until(() -> line.agentMetric("tagline_plc_changes_total") > before + 15);
    }

    private static String settings(String url) {
        return """
                plc:
                  url: "%s"
                  username: tagline
                  password: secret
                  nodes:
                    - { signal: photo-eye, portal: door-2, node: "nsu=urn:test:plc;s=Eye" }
                    - { signal: encoder, portal: door-2, node: "ns=1;s=Encoder" }
                    - { signal: lane-full, lane: 4, node: "ns=1;s=LaneFull" }
                    - { signal: verdict, portal: door-2, node: "ns=1;s=Verdict" }
                    - { signal: divert-lane, portal: door-2, node: "ns=1;s=DivertLane" }
                    - { signal: divert-position, portal: door-2, node: "ns=1;s=DivertPosition" }
                    - { signal: divert-sequence, portal: door-2, node: "ns=1;s=DivertSequence" }
                    - { signal: divert-acknowledged, portal: door-2, node: "ns=1;s=DivertDone" }
                    - { signal: heartbeat, node: "ns=1;s=Heartbeat" }
                  diverts:
                    - portal: door-2
                      lanes: { expected: 4, refused: 5 }
                      default-lane: 9
                      pulses: 1500
                      eye-window: 1500ms
                """
                .formatted(url);
    }
}
