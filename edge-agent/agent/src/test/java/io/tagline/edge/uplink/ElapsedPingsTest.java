package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker of a few bytes that counts pings. */
@Timeout(30)
class ElapsedPingsTest {
    private static final int CONNECT = 0x10;
    private static final byte[] CONNACK = {0x20, 3, 0, 0, 0};
    private static final int PINGREQ = 0xC0;
    private static final byte[] PINGRESP = {(byte) 0xD0, 0};

    @Test
    void anIdleConnectionIsKeptAliveByNoTimerOfTheWallClock() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var client = new MqttAsyncClient(
                    "tcp://127.0.0.1:" + broker.getLocalPort(),
                    "ping-test",
                    new MemoryPersistence(),
                    new ElapsedPings(),
                    null);
            var options = new MqttConnectionOptions();
            options.setKeepAliveInterval(1);
            var connack = client.connect(options);
            try (Socket socket = broker.accept()) {
                socket.setSoTimeout(10_000);
                var in = new DataInputStream(socket.getInputStream());
                assertThat(in.readUnsignedByte()).isEqualTo(CONNECT);
                in.skipNBytes(in.readUnsignedByte());
                socket.getOutputStream().write(CONNACK);
                connack.waitForCompletion(10_000);

                for (int ping = 0; ping < 2; ping++) {
                    assertThat(in.readUnsignedByte()).isEqualTo(PINGREQ);
                    assertThat(in.readUnsignedByte()).isZero();
                    socket.getOutputStream().write(PINGRESP);
                }
                assertThat(threadsSince(before))
                        .contains("uplink-pings")
                        .noneMatch(name -> name.startsWith("MQTT Ping"));

                client.disconnectForcibly(0, 100, false);
            }
            client.close(true);
            // Paho's receiver may stumble over what it was closed with, which is no matter of this test
            await().dontCatchUncaughtExceptions()
                    .untilAsserted(() -> assertThat(threadsSince(before)).doesNotContain("uplink-pings"));
        }
    }

    /** Other tests of this JVM leave clients of their own running. */
    private static List<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .toList();
    }
}
