package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped broker files in a real Mosquitto: each agent reaches its own topics and no others (law 10). */
class MosquittoConfigIT {

    private static final Path BROKER = Path.of("/usr/sbin/mosquitto");
    private static final int NOT_AUTHORIZED = 0x87; // MQTT 5 §2.4

    @TempDir
    Path dir;

    private Process broker;
    private String url;

    @BeforeEach
    void startBroker() throws Exception {
        assumeThat(BROKER).as("mosquitto, to load its configuration").exists();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "tcp://127.0.0.1:" + port;
        Path passwords = dir.resolve("passwd");
        addUser(passwords, "-c", "ott-1/gw-1");
        addUser(passwords, "", "ott-1/gw-2");
        addUser(passwords, "", "hub");
        Path acl = Files.writeString(dir.resolve("acl"), FirmwareConfig.text("mosquitto/acl"));
        Path config = Files.writeString(
                dir.resolve("mosquitto.conf"),
                FirmwareConfig.text("mosquitto/mosquitto.conf")
                        .replace("/etc/mosquitto/tagline.passwd", passwords.toString())
                        .replace("/etc/mosquitto/tagline.acl", acl.toString())
                        .replace("/var/lib/mosquitto/", dir + "/")
                        .replace("listener 1883 ", "listener " + port + " ")
                        // as root it would change to a user who may not read the test's folder
                        .concat("user root\n"));
        broker = new ProcessBuilder(BROKER.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> answers(port) || !broker.isAlive());
        assertThat(broker.isAlive()).as(Files.readString(dir.resolve("log"))).isTrue();
    }

    @AfterEach
    void stopBroker() throws InterruptedException {
        if (broker != null) {
            broker.destroy();
            broker.waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAgentWritesAndReadsItsOwnTopicsOnly() throws MqttException {
        MqttClient agent = connect("ott-1/gw-1");
        for (String own : new String[] {"scans", "status", "health"}) {
            assertThat(publish(agent, "tagline/v1/ott-1/gw-1/" + own)).as(own).isLessThan(0x80);
        }
        assertThat(publish(agent, "tagline/v1/ott-1/gw-2/scans")).isEqualTo(NOT_AUTHORIZED);
        assertThat(publish(agent, "tagline/v1/ott-1/gw-1/receipts")).isEqualTo(NOT_AUTHORIZED);
        assertThat(publish(agent, "tagline/v1/ott-1/gw-1/manifest")).isEqualTo(NOT_AUTHORIZED);
        assertThat(publish(agent, "other")).isEqualTo(NOT_AUTHORIZED);
        agent.disconnect();
    }

    /** Mosquitto grants any subscription and holds back at delivery what may not be read. */
    @Test
    void anAgentHearsNothingThatIsNotForItHoweverItAsks() throws Exception {
        MqttClient hub = connect("hub");
        MqttClient other = connect("ott-1/gw-2");
        MqttClient agent = connect("ott-1/gw-1");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        for (String filter : new String[] {
            "#",
            "$SYS/#",
            "tagline/v1/+/+/scans",
            "tagline/v1/ott-1/gw-2/receipts",
            "tagline/v1/ott-1/gw-2/manifest",
            "$share/x/tagline/v1/+/+/receipts"
        }) {
            agent.subscribe(
                    new MqttSubscription[] {new MqttSubscription(filter, 1)},
                    new IMqttMessageListener[] {(topic, message) -> heard.add(topic)});
        }
        assertThat(publish(other, "tagline/v1/ott-1/gw-2/scans")).isLessThan(0x80);
        assertThat(publish(hub, "tagline/v1/ott-1/gw-2/receipts")).isLessThan(0x80);
        assertThat(publish(hub, "tagline/v1/ott-1/gw-2/manifest")).isLessThan(0x80);
        assertThat(publish(hub, "tagline/v1/ott-1/gw-1/manifest")).isLessThan(0x80);
        assertThat(heard.poll(5, TimeUnit.SECONDS)).as("its own").isEqualTo("tagline/v1/ott-1/gw-1/manifest");
        heard.clear();
        assertThat(publish(hub, "tagline/v1/ott-1/gw-1/receipts")).isLessThan(0x80);
        assertThat(heard.poll(5, TimeUnit.SECONDS)).as("its own").isEqualTo("tagline/v1/ott-1/gw-1/receipts");
        Thread.sleep(300); // for what should not come
        assertThat(heard).allMatch("tagline/v1/ott-1/gw-1/receipts"::equals);
        agent.disconnect();
        other.disconnect();
        hub.disconnect();
    }

    @Test
    void aLastWillReachesNobodyElsesTopics() throws Exception {
        MqttClient hub = connect("hub");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        hub.subscribe(
                new MqttSubscription[] {new MqttSubscription("tagline/v1/+/+/status", 1)},
                new IMqttMessageListener[] {(topic, message) -> heard.add(topic)});
        for (String will : new String[] {"tagline/v1/ott-1/gw-2/status", "tagline/v1/ott-1/gw-1/status"}) {
            MqttConnectionOptions options = options("ott-1/gw-1");
            options.setWill(
                    will, new MqttMessage("{}".getBytes(StandardCharsets.UTF_8), 1, true, new MqttProperties()));
            MqttClient agent = new MqttClient(url, "dropped", new MemoryPersistence());
            try {
                agent.connect(options);
                agent.disconnectForcibly(0, 1, false);
            } catch (MqttException e) {
                assertThat(e.getReasonCode()).as(will).isEqualTo(NOT_AUTHORIZED);
            }
            agent.close(true);
        }
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("tagline/v1/ott-1/gw-1/status");
        assertThat(heard).isEmpty();
        hub.disconnect();
    }

    @Test
    void anAgentThatGoesByAnothersClientIdDoesNotPushItOut() throws Exception {
        MqttClient agent = connect("ott-1/gw-1");
        MqttClient intruder = new MqttClient(url, agent.getClientId(), new MemoryPersistence());
        intruder.connect(options("ott-1/gw-2"));
        assertThat(intruder.isConnected()).isTrue();
        assertThat(publish(agent, "tagline/v1/ott-1/gw-1/scans")).isLessThan(0x80);
        assertThat(agent.isConnected()).isTrue();
        intruder.disconnect();
        agent.disconnect();
    }

    @Test
    void theHubAnswersAgentsAndWritesNoScansOfItsOwn() throws MqttException {
        MqttClient hub = connect("hub");
        assertThat(publish(hub, "tagline/v1/ott-1/gw-1/receipts")).isLessThan(0x80);
        assertThat(publish(hub, "tagline/v1/ott-1/gw-1/scans")).isEqualTo(NOT_AUTHORIZED);
        hub.disconnect();
    }

    @Test
    void nobodyComesInWithoutAPassword() throws MqttException {
        MqttClient stranger = new MqttClient(url, "stranger", new MemoryPersistence());
        assertThatThrownBy(() -> stranger.connect(new MqttConnectionOptions())).isInstanceOf(MqttException.class);
    }

    private MqttClient connect(String user) throws MqttException {
        MqttClient client = new MqttClient(url, user.replace('/', '-'), new MemoryPersistence());
        client.connect(options(user));
        return client;
    }

    private static MqttConnectionOptions options(String user) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword("secret".getBytes(StandardCharsets.UTF_8));
        return options;
    }

    /** The broker's reason code; Paho reports a refused publish as a success. */
    private static int publish(MqttClient client, String topic) throws MqttException {
        MqttMessage message = new MqttMessage("{}".getBytes(StandardCharsets.UTF_8), 1, false, null);
        var token = client.getTopic(topic).publish(message);
        token.waitForCompletion(5_000);
        return token.getReasonCodes()[0];
    }

    private static void addUser(Path passwords, String create, String user) throws IOException, InterruptedException {
        var command = new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), user, "secret");
        if (!create.isEmpty()) {
            command.command().add(1, create);
        }
        assertThat(command.start().waitFor()).isZero();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
