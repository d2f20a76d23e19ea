package io.tagline.journeys.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy in front of a broker that does what MQTT at QoS 1 allows, and more often than any broker does: each message comes twice,
 * messages overtake each other. Both directions alike. Safe for any thread; four threads a connection.
 */
final class MqttFaults implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MqttFaults.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final SplittableRandom random;
    private final Set<MqttLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong overtaken = new AtomicLong();

    private MqttFaults(ServerSocket listener, InetSocketAddress target, SplittableRandom random) {
        this.listener = listener;
        this.target = target;
        this.random = random;
    }

    /** Listens on a free port of the loopback interface, and passes on to the target what it repeats and mixes. */
    static MqttFaults to(InetSocketAddress target, SplittableRandom random) throws IOException {
        MqttFaults faults = new MqttFaults(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), target, random);
        Thread thread = new Thread(faults::accept, "mqtt-faults");
        thread.setDaemon(true);
        thread.start();
        return faults;
    }

    /** Where clients connect to. */
    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Messages that the receiver has acknowledged twice. */
    long doubled() {
        return doubled.get();
    }

    /** Messages that went on after one that had come later. */
    long overtaken() {
        return overtaken.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket();
                try {
                    server.connect(target, CONNECT_TIMEOUT_MS);
                } catch (IOException e) {
                    client.close();
                    server.close();
                    throw e;
                }
                MqttLink link = new MqttLink(client, server, random.split(), doubled, overtaken, links::remove);
                links.add(link);
                link.start();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.atDebug().setCause(e).log("connection could not be passed on");
                }
            }
        }
    }

    /** Takes no more connections, and ends those that there are. */
    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(MqttLink::end);
    }
}
