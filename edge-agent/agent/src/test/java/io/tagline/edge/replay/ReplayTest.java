package io.tagline.edge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final ReaderId DOCK_A = new ReaderId("dock-a");
    private static final PortalMap DOOR = new PortalMap(List.of(
            new PortalAntenna(new PortalId("door-1"), DOCK_A, 1, Side.INSIDE, 0),
            new PortalAntenna(new PortalId("door-1"), DOCK_A, 2, Side.OUTSIDE, 1)));

    @TempDir
    Path dir;

    private final List<String> refusals = new ArrayList<>();

    @Test
    void aRecordedPassageIsOneLine() throws IOException {
        ReplaySummary summary = replay(passage("t_ms,epc,antenna,rssi_dbm", ""));

        assertThat(summary).isEqualTo(new ReplaySummary(20, 1, 0, 0));
        assertThat(Files.readString(scans()))
                .matches(
                        """
                        t_ms,epc,door,direction,decided_ms,confidence
                        1\\d{3},303400650000000000000001,door-1,out,[12]\\d{3},0\\.\\d{3}
                        """);
    }

    @Test
    void theColumnReaderGoesBeforeTheDefault() throws IOException {
        assertThat(replay(passage("t_ms,epc,antenna,rssi_dbm,reader", ",dock-a"))
                        .scans())
                .isEqualTo(1);
        assertThat(replay(passage("t_ms,epc,antenna,rssi_dbm,reader", ",dock-b")))
                .isEqualTo(new ReplaySummary(0, 0, 20, 0));
    }

    @Test
    void badLinesAreRefusedWithFileLineAndReasonAndTheRestGoesOn() throws IOException {
        String good = passage("t_ms,epc,antenna,rssi_dbm", "");
        ReplaySummary summary =
                replay(good + "soon,3034,1,-50\n3000,30XY,1,-50\n3000,3034,0,-50\n3000,3034\n3000,3034,1,NaN\n");

        assertThat(summary).isEqualTo(new ReplaySummary(21, 1, 0, 4));
        Path file = dir.resolve("reads.csv");
        assertThat(refusals)
                .containsExactly(
                        file + ":22: t_ms 'soon'; expected milliseconds, such as 1250",
                        file + ":23: EPC '30XY': 'X' at position 3 is no hexadecimal digit (0-9, A-F)",
                        file + ":24: antenna '0'; expected a number from 1 to 65535",
                        file + ":25: 2 cells; expected 4");
    }

    @Test
    void aRecordingWithoutTheNeededColumnsIsRefused() {
        assertThatThrownBy(() -> replay("time,tag\n1,2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("reads.csv") + ":1: columns 'time,tag' lack t_ms;"
                        + " expected t_ms,epc,antenna,rssi_dbm and optionally reader");
    }

    private ReplaySummary replay(String recording) throws IOException {
        Path reads = Files.writeString(dir.resolve("reads.csv"), recording);
        return new Replay(DOOR, PassageSettings.defaults(), DOCK_A, refusals::add).run(reads, scans());
    }

    private Path scans() {
        return dir.resolve("scans.csv");
    }

    private static String passage(String header, String reader) {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < 20; i++) {
            text.append(i * 100)
                    .append(",303400650000000000000001,")
                    .append(i < 10 ? 1 : 2)
                    .append(",-55")
                    .append(reader);
            text.append('\n');
        }
        return text.toString();
    }
}
