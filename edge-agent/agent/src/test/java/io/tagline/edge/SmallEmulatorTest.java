package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.settings.AgentSettings;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameterType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.ReaderNotification;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The smallest agent.yaml against emulators that know no more LLRP than they must: from their socket to the scan in the
 * journal, with no broker in sight.
 */
@Timeout(30)
class SmallEmulatorTest {
    private static final int READS_EACH_SIDE = 5;
    private static final long BETWEEN_MS = 120;

    private static final byte[] PARCEL = HexFormat.of().parseHex("303400000000000000000001");
    private static final byte[] COMPANION = HexFormat.of().parseHex("303400000000000000000002");

    @TempDir
    Path dir;

    /** What an emulator says of a read. */
    private enum Style {
        EPC_AND_ANTENNA_ONLY {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96).antenna(antenna);
            }
        },
        FIRST_SEEN_ON_A_CLOCK_OF_1970 {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96).antenna(antenna).peakRssiDbm(-55).firstSeenUtcMicros(5_000_000 + micros);
            }
        },
        CLOCK_YEARS_AHEAD {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96)
                        .antenna(antenna)
                        .peakRssiDbm(-60)
                        .lastSeenUtcMicros(4_000_000_000_000_000L + micros);
            }
        },
        RECORDED_YEARS_AGO {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96).antenna(antenna).lastSeenUtcMicros(1_339_000_000_000_000L + micros);
            }
        },
        ALWAYS_THE_SAME_TIME {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96).antenna(antenna).peakRssiDbm(-58).lastSeenUtcMicros(1_339_000_000_000_000L);
            }
        },
        UPTIME {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96)
                        .antenna(antenna)
                        .peakRssiDbm(-50)
                        .firstSeenUptimeMicros(micros)
                        .lastSeenUptimeMicros(micros)
                        .tagSeenCount(1);
            }
        },
        GATHERED_BY_ANTENNA {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                report.tag(epc, 96).antenna(antenna).peakRssiDbm(-55).lastSeenUptimeMicros(micros);
                report.tagSeenCount(READS_EACH_SIDE);
            }

            @Override
            boolean reports(int read) {
                return (read + 1) % READS_EACH_SIDE == 0;
            }
        },
        A_LONGER_EPC {
            @Override
            void read(TagReportWriter report, byte[] epc, int antenna, long micros) {
                byte[] longer = Arrays.copyOf(epc, 16);
                report.tag(longer, 128).antenna(antenna).peakRssiDbm(-45);
            }
        };

        /** Whether this read of the walk is reported. */
        boolean reports(int read) {
            return true;
        }

        abstract void read(TagReportWriter report, byte[] epc, int antenna, long micros);
    }

    /** What is read at each moment of the walk. */
    private interface Reads {
        void add(TagReportWriter report, int antenna, long micros);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void aParcelThatGoesFromTheInsideToTheOutsideIsOneScanOut(Style style) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread emulator = new Thread(
                    () -> emulate(
                            door,
                            (report, antenna, micros) -> {
                                style.read(report, PARCEL, antenna, micros);
                                style.read(report, COMPANION, antenna, micros);
                            },
                            style::reports),
                    "emulator");
            emulator.setDaemon(true);
            emulator.start();
            Instant start = Instant.now();
            try (RunningAgent agent = RunningAgent.start(settings(door.getLocalPort(), 0), Map.of())) {
                assertThat(agent).isNotNull();
                List<String> scans = Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> scans(start), found -> found.size() >= 2);
                assertThat(scans)
                        .allMatch(scan -> scan.startsWith("3034000000000000000000"))
                        .allMatch(scan -> scan.endsWith(" out in time"), "out, and dated as it passed")
                        .hasSize(2);
            }
        }
    }

    /** Gen2 v2 §6.3.2.1.2: an EPC bank has at most 31 words. LLRP counts bits, and emulators send what was typed. */
    @Test
    void aTagOfAnyLengthIsAScanUpToTheLongestThatThereIs() throws Exception {
        int[] lengths = IntStream.concat(
                        IntStream.rangeClosed(0, 64).map(bytes -> bytes * 8), IntStream.of(1, 95, 97, 495, 497))
                .toArray();
        List<String> expected = new ArrayList<>();
        for (int bits : lengths) {
            if (bits > 0 && bits <= 496) {
                // in whole words, so that tags of 1 and of 8 bits are two that carry the same
                byte[] words = Arrays.copyOf(tag(bits), (bits + 15) / 16 * 2);
                expected.add(HexFormat.of().withUpperCase().formatHex(words) + " out in time");
            }
        }
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread emulator = new Thread(
                    () -> emulate(
                            door,
                            (report, antenna, micros) -> Arrays.stream(lengths)
                                    .forEach(bits -> report.tag(tag(bits), bits).antenna(antenna)),
                            read -> true),
                    "emulator");
            emulator.setDaemon(true);
            emulator.start();
            Instant start = Instant.now();
            try (RunningAgent agent = RunningAgent.start(settings(door.getLocalPort(), 0), Map.of())) {
                assertThat(agent).isNotNull();
                List<String> scans = Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> scans(start), found -> found.size() >= expected.size());
                assertThat(scans).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** So many bits, of which the first word says how many, as far as they go. */
    private static byte[] tag(int bits) {
        byte[] bytes = new byte[(bits + 7) / 8];
        int word = 0x8000 | bits;
        for (int i = 0; i < Math.min(2, bytes.length); i++) {
            bytes[i] = (byte) (word >> (8 - 8 * i));
        }
        return bytes;
    }

    @Test
    void aTakenHealthPortLeavesNoParcelUnread() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningAgent agent =
                        RunningAgent.start(settings(door.getLocalPort(), taken.getLocalPort()), Map.of())) {
            assertThat(agent).isNotNull();
            door.setSoTimeout(5_000);
            door.accept().close();
        }
    }

    private AgentSettings settings(int port, int httpPort) throws Exception {
        Path yaml = dir.resolve("agent.yaml");
        Files.writeString(dir.resolve("mqtt.secret"), "secret\n");
        Files.writeString(
                yaml,
                """
                site: ott-1
                agent: gw-1
                data-dir: data
                mqtt: { url: "tcp://127.0.0.1:1", username: ott-1/gw-1, password-file: mqtt.secret }
                readers:
                  - { id: dock-a, host: 127.0.0.1, port: %d, profile: portal-dense }
                portals:
                  - id: door-1
                    antennas: [ { reader: dock-a, antenna: 1, side: inside }, { reader: dock-a, antenna: 2, side: outside } ]
                http: { port: %d }
                """
                        .formatted(port, httpPort));
        return AgentSettings.read(yaml, Map.of());
    }

    /** EPC, direction and whether it is dated since the start. */
    private List<String> scans(Instant start) throws SQLException {
        List<String> scans = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/journal.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hex(epc), direction, at_ms FROM scan")) {
            while (row.next()) {
                Instant at = Instant.ofEpochMilli(row.getLong(3));
                boolean inTime = at.isAfter(start.minusSeconds(1)) && at.isBefore(Instant.now());
                scans.add(row.getString(1) + " " + row.getString(2) + (inTime ? " in time" : " at " + at));
            }
        }
        return scans;
    }

    /** Greets with the time of today, answers with a bare status under message ID 0, and starts to report at once. */
    private static void emulate(ServerSocket door, Reads reads, IntPredicate reported) {
        try (Socket socket = door.accept()) {
            OutputStream out = socket.getOutputStream();
            LlrpFramer in = new LlrpFramer(socket.getInputStream(), "agent", 1 << 16);
            long now = Instant.now().toEpochMilli() * 1_000;
            ReaderNotification.of(ReaderTime.utc(now), new ConnectionAttempt(0))
                    .encode(0)
                    .writeTo(out);
            while (in.next()) {
                int answer = LlrpMessageType.answerTo(in.type());
                if (answer != 0) {
                    status(answer).writeTo(out);
                }
                if (in.type() == LlrpMessageType.START_ROSPEC) {
                    walk(out, reads, reported);
                }
            }
        } catch (IOException e) {
            // the agent has hung up, or the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LlrpFrame status(int type) {
        return new LlrpWriter(32)
                .begin(LlrpParameterType.LLRP_STATUS)
                .u16(0)
                .utf8("")
                .end()
                .toFrame(type, 0);
    }

    private static void walk(OutputStream out, Reads reads, IntPredicate reported)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (int i = 0; i < 2 * READS_EACH_SIDE; i++) {
            long micros = (System.nanoTime() - begun) / 1_000;
            int antenna = i < READS_EACH_SIDE ? 1 : 2;
            TagReportWriter report = new TagReportWriter();
            reads.add(report, antenna, micros);
            if (reported.test(i)) {
                report.toFrame(i).writeTo(out);
            }
            Thread.sleep(BETWEEN_MS); // the pace of a parcel that is carried
        }
    }
}
