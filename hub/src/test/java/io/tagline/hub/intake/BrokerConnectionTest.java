package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.broker.Broker;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Receipt;
import io.tagline.wire.SeqRange;
import io.tagline.wire.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that ends while a batch is being stored: the answers to that batch find it closed. */
final class BrokerConnectionTest {
    private static final AgentAddress AGENT = new AgentAddress("ott-1", "gw-1");
    private static final int LIMIT_SECONDS = 10;

    @TempDir
    Path folder;

    /** Paho 1.2.5 throws NullPointerException there, which once ended the thread that takes scans in. */
    @Test
    void whatIsAnsweredAfterTheConnectionEndedHarmsNobody() throws Exception {
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        IntakeMeters meters = new IntakeMeters(new SimpleMeterRegistry());
        Broker.Setup setup = new Broker.Setup("127.0.0.1", 0, folder, true);
        try (Broker broker = Broker.start(setup, (agent, secret) -> false)) {
            IntakeSettings settings = new IntakeSettings(
                    URI.create(broker.url()),
                    "hub-test",
                    Optional.of(new IntakeSettings.Login(broker.hubUser(), broker.hubSecret())));
            BrokerConnection connection = BrokerConnection.open(settings, arrivals::add, meters);
            publish(broker.url());
            Arrival arrival = arrivals.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(arrival).as("the message that was published").isNotNull();

            connection.close();

            assertThatCode(() -> arrival.acknowledge().run()).doesNotThrowAnyException();
            Receipt receipt = new Receipt(UUID.randomUUID(), List.of(new SeqRange(1, 1)), List.of());
            assertThatCode(() -> connection.send(new AgentReceipt(AGENT, receipt)))
                    .doesNotThrowAnyException();
        }
    }

    private static void publish(String url) throws Exception {
        MqttClient agent = new MqttClient(url, "agent-test", new MemoryPersistence());
        agent.connect();
        agent.publish(Topics.of(AGENT, Topics.Kind.SCANS), "{}".getBytes(StandardCharsets.UTF_8), 1, false);
        agent.disconnect();
        agent.close();
    }
}
