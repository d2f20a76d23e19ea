package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Payload;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.Topics;
import io.tagline.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** The same run without faults: a second hub with a broker of its own, which gets every accepted scan once and in order. */
final class CleanLine implements AutoCloseable {
    private static final long LIMIT_SECONDS = 240;

    private final HubSite hub;
    private final int port = Project.freePort();

    CleanLine(Path folder, Programs programs, int sites) throws IOException {
        hub = new HubSite(folder, programs, "hub-without-faults", sites);
        hub.configure("mqtt: { host: 127.0.0.1, port: " + port + ", anonymous: true }");
        hub.machine().start();
    }

    /** Puts the orders, publishes all scans, and gives the timelines. */
    Timelines play(List<Parcel> parcels, Map<UUID, NavigableMap<Long, Scan>> scans, Map<UUID, AgentAddress> owners)
            throws Exception {
        await("is ready", hub::isReady);
        for (Parcel parcel : parcels) {
            hub.order(parcel);
        }
        long published = 0;
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "without-faults", new MemoryPersistence());
        try {
            client.connect(new MqttConnectionOptions());
            for (Map.Entry<UUID, NavigableMap<Long, Scan>> journal : scans.entrySet()) {
                List<Scan> all = new ArrayList<>(journal.getValue().values());
                AgentAddress owner = owners.get(journal.getKey());
                if (owner == null) {
                    throw new IllegalStateException("journal " + journal.getKey() + " belongs to no agent");
                }
                for (int i = 0; i < all.size(); i += ScanBatch.MOST) {
                    List<Scan> some = all.subList(i, Math.min(all.size(), i + ScanBatch.MOST));
                    publish(client, owner, new ScanBatch(journal.getKey(), some));
                }
                published += all.size();
            }
            client.disconnect();
        } finally {
            client.close();
        }
        long all = published;
        await(
                "has all " + all + " scans",
                () -> StoredScans.count(hub.database(), "SELECT COUNT(*) FROM scans") == all);
        return Timelines.of(hub, parcels);
    }

    private static void publish(MqttClient client, AgentAddress agent, ScanBatch batch) throws MqttException {
        Payload payload = WireCodec.encode(batch);
        MqttMessage message = new MqttMessage(payload.body());
        message.setQos(1);
        MqttProperties properties = new MqttProperties();
        if (payload.gzip()) {
            properties.setUserProperties(List.of(new UserProperty(Payload.PROPERTY, Payload.GZIP)));
        }
        message.setProperties(properties);
        client.publish(Topics.of(agent, Topics.Kind.SCANS), message);
    }

    /** Something that becomes true. */
    private interface Condition {
        boolean holds() throws SQLException;
    }

    private void await(String what, Condition condition) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "the hub without faults: not \"" + what + "\" after " + LIMIT_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}
