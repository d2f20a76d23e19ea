package io.tagline.journeys.chaos;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Payload;
import io.tagline.wire.Receipt;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Broker and hub in one for a single agent: takes its scans, notes to the microsecond when each came, sends receipts. Where only a
 * scan's arrival counts, a real broker's queue would blur the moment. Safe for any thread; one thread a connection.
 */
final class RecordingBroker implements AutoCloseable {
    private static final int GZIP_MAGIC = 0x1f;
    private static final int MOST_IDS = 60_000;

    private final ServerSocket listener;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    private RecordingBroker(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Scans of one message.
     *
     * @param micros wall time, microseconds since 1970, when the message had arrived as a whole
     */
    record Arrival(long micros, UUID journal, List<Scan> scans) {
        Arrival {
            scans = List.copyOf(scans);
        }
    }

    static RecordingBroker start() throws IOException {
        RecordingBroker broker = new RecordingBroker(new ServerSocket(0, 4, InetAddress.getLoopbackAddress()));
        thread("recording-broker", broker::accept);
        return broker;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** What came so far, oldest first. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                thread("recording-client", () -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            int receipts = 0;
            for (Optional<MqttPacket> next = MqttPacket.read(in); next.isPresent(); next = MqttPacket.read(in)) {
                MqttPacket packet = next.get();
                switch (packet.type()) {
                    case MqttPacket.CONNECT ->
                        MqttPacket.of(MqttPacket.CONNACK, 0, 0, 0).writeTo(out);
                    case MqttPacket.SUBSCRIBE ->
                        answer(MqttPacket.SUBACK, packet, 0, 1).writeTo(out);
                    case MqttPacket.PINGREQ ->
                        MqttPacket.of(MqttPacket.PINGRESP).writeTo(out);
                    case MqttPacket.PUBLISH -> {
                        if (packet.isAcknowledgedMessage()) {
                            Optional<MqttPacket> receipt = take(packet, 1 + receipts++ % MOST_IDS);
                            answer(MqttPacket.PUBACK, packet).writeTo(out);
                            if (receipt.isPresent()) {
                                receipt.get().writeTo(out);
                            }
                        }
                    }
                    default -> {
                        // PUBACKs of receipts, and DISCONNECT before the stream ends
                    }
                }
            }
        } catch (IOException e) {
            // the agent was killed: what it had sent is noted
            clients.remove(client);
        }
    }

    private Optional<MqttPacket> take(MqttPacket packet, int receiptId) throws IOException {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Topics.Parsed topic = Topics.parse(packet.topic()).orElseThrow();
        if (topic.kind() != Kind.SCANS) {
            return Optional.empty();
        }
        byte[] body = packet.payload();
        try {
            ReceivedScans scans =
                    WireCodec.decodeScans(Payload.received(body, body[0] == GZIP_MAGIC ? Payload.GZIP : ""));
            arrivals.add(new Arrival(micros, scans.journal(), scans.scans()));
            return Optional.of(receipt(topic.from(), scans, receiptId));
        } catch (WireFormatException e) {
            throw new IllegalStateException("the agent sent what is no scans message", e);
        }
    }

    private static MqttPacket receipt(AgentAddress agent, ReceivedScans scans, int id) {
        long[] seqs = scans.scans().stream().mapToLong(Scan::seq).sorted().toArray();
        Receipt receipt = new Receipt(scans.journal(), SeqRange.covering(seqs), List.of());
        return MqttPacket.publish(
                Topics.of(agent, Kind.RECEIPTS), id, WireCodec.encode(receipt).body());
    }

    private static MqttPacket answer(int type, MqttPacket to, int... rest) {
        int[] body = new int[2 + rest.length];
        body[0] = to.packetId() >>> 8;
        body[1] = to.packetId() & 0xff;
        System.arraycopy(rest, 0, body, 2, rest.length);
        return MqttPacket.of(type, body);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
