package io.tagline.journeys.chaos;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection through {@link MqttFaults}. A message is repeated when its receiver has acknowledged it, under the same
 * packet id, which is free again by then (MQTT 5 §2.2.1); the sender hears of the second PUBACK only. So neither end sees more
 * messages in flight than it allows. Messages are held for up to {@value #LONGEST_HOLD_MS} ms and go on in any order.
 */
final class MqttLink {
    private static final Logger log = LoggerFactory.getLogger(MqttLink.class);
    private static final int LONGEST_HOLD_MS = 400;

    private final Socket client;
    private final Socket server;
    private final AtomicLong doubled;
    private final AtomicLong overtaken;
    private final Consumer<MqttLink> ended;
    private final Way up;
    private final Way down;

    MqttLink(
            Socket client,
            Socket server,
            SplittableRandom random,
            AtomicLong doubled,
            AtomicLong overtaken,
            Consumer<MqttLink> ended)
            throws IOException {
        this.client = client;
        this.server = server;
        this.doubled = doubled;
        this.overtaken = overtaken;
        this.ended = ended;
        this.up = new Way(client, server, random.split());
        this.down = new Way(server, client, random.split());
    }

    void start() {
        thread("mqtt-up", () -> pump(up, down));
        thread("mqtt-down", () -> pump(down, up));
        thread("mqtt-up-mix", up::mix);
        thread("mqtt-down-mix", down::mix);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Way way, Way back) {
        try {
            for (Optional<MqttPacket> next = way.read(); next.isPresent(); next = way.read()) {
                MqttPacket packet = next.get();
                if (packet.isAcknowledgedMessage()) {
                    way.unrepeated.put(packet.packetId(), packet);
                    way.hold(packet);
                } else if (packet.type() == MqttPacket.PUBACK && back.repeats(packet.packetId())) {
                    doubled.incrementAndGet();
                } else {
                    if (packet.type() == MqttPacket.DISCONNECT) {
                        way.sendHeld();
                    }
                    way.send(packet);
                }
            }
        } catch (IOException e) {
            log.atTrace().setCause(e).log("link ends");
        } finally {
            end();
        }
    }

    void end() {
        ended.accept(this);
        for (Socket each : new Socket[] {client, server}) {
            try {
                each.close();
            } catch (IOException e) {
                log.atTrace().setCause(e).log("already closed");
            }
        }
    }

    /** One direction. Reading is confined to its pump; sending is guarded by the way itself. */
    private final class Way {
        private final DataInputStream in;
        private final OutputStream out;
        private final Socket from;
        private final SplittableRandom random;
        private final Map<Integer, MqttPacket> unrepeated = new ConcurrentHashMap<>();
        private final List<MqttPacket> held = new ArrayList<>();

        Way(Socket from, Socket to, SplittableRandom random) throws IOException {
            this.from = from;
            this.in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
            this.out = to.getOutputStream();
            this.random = random;
            to.setTcpNoDelay(true);
        }

        Optional<MqttPacket> read() throws IOException {
            return MqttPacket.read(in);
        }

        synchronized void send(MqttPacket packet) throws IOException {
            packet.writeTo(out);
        }

        synchronized void hold(MqttPacket message) {
            held.add(message);
        }

        /** The first acknowledgement of a message is answered by its copy. False for the second one. */
        boolean repeats(int packetId) {
            MqttPacket copy = unrepeated.remove(packetId);
            if (copy == null) {
                return false;
            }
            hold(copy);
            return true;
        }

        synchronized void sendHeld() throws IOException {
            while (!held.isEmpty()) {
                int next = random.nextInt(held.size());
                overtaken.addAndGet(next);
                send(held.remove(next));
            }
        }

        void mix() {
            try {
                while (!from.isClosed()) {
                    TimeUnit.MILLISECONDS.sleep(drawWaitMs());
                    sendHeld();
                }
            } catch (IOException e) {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized int drawWaitMs() {
            return random.nextInt(LONGEST_HOLD_MS);
        }
    }
}
