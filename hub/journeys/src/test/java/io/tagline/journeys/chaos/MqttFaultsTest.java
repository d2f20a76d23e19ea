package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The proxy that repeats and mixes messages, with bare sockets at both ends. */
class MqttFaultsTest {
    private static final int MESSAGES = 30;
    private static final int LIMIT_MS = 10_000;

    @Test
    void everyMessageComesTwiceInAnyOrderAndIsAcknowledgedOnce() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MqttFaults faults =
                        MqttFaults.to((InetSocketAddress) broker.getLocalSocketAddress(), new SplittableRandom(1));
                Socket client = new Socket(
                        faults.address().getAddress(), faults.address().getPort());
                Socket server = broker.accept()) {
            client.setSoTimeout(LIMIT_MS);
            server.setSoTimeout(LIMIT_MS);
            for (int id = 1; id <= MESSAGES; id++) {
                MqttPacket.publish("t", id, text(id)).writeTo(client.getOutputStream());
            }
            List<String> came = new ArrayList<>();
            var in = new DataInputStream(server.getInputStream());
            while (came.size() < 2 * MESSAGES) {
                MqttPacket packet = MqttPacket.read(in).orElseThrow();
                came.add(new String(packet.payload(), StandardCharsets.UTF_8));
                int id = packet.packetId();
                MqttPacket.of(MqttPacket.PUBACK, id >>> 8, id & 0xff).writeTo(server.getOutputStream());
            }
            Set<Integer> acknowledged = new HashSet<>();
            var answers = new DataInputStream(client.getInputStream());
            for (int i = 0; i < MESSAGES; i++) {
                acknowledged.add(MqttPacket.read(answers).orElseThrow().packetId());
            }
            assertThat(acknowledged).hasSize(MESSAGES);
            for (int id = 1; id <= MESSAGES; id++) {
                assertThat(came)
                        .filteredOn(new String(text(id), StandardCharsets.UTF_8)::equals)
                        .hasSize(2);
            }
            assertThat(faults.doubled()).isEqualTo(MESSAGES);
            assertThat(faults.overtaken()).isPositive();
        }
    }

    private static byte[] text(int number) {
        return ("message " + number).getBytes(StandardCharsets.UTF_8);
    }
}
