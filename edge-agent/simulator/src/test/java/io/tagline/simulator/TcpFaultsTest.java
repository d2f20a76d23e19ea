package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpFaultsTest {
    private static final byte[] HELLO = {1, 2, 3, 4, 5};

    private ServerSocket server;
    private TcpFaults faults;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        faults = TcpFaults.to((InetSocketAddress) server.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws Exception {
        faults.close();
        server.close();
    }

    @Test
    void bytesGoThroughBothWaysAndSoDoesTheEnd() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            client.getOutputStream().write(HELLO);
            assertThat(peer.getInputStream().readNBytes(5)).isEqualTo(HELLO);
            peer.getOutputStream().write(HELLO);
            peer.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(HELLO);
            client.shutdownOutput();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> faults.openConnections() == 0);
    }

    @Test
    void cutEndsBothSidesInOrder() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            exchange(client, peer);
            faults.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resetEndsBothSidesWithAnError() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            exchange(client, peer);
            faults.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void stalledBytesArriveOnceTheFlowGoesOn() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            exchange(client, peer);
            faults.stall();
            client.getOutputStream().write(HELLO);
            assertSilent(peer);
            faults.passThrough();
            assertThat(peer.getInputStream().readNBytes(5)).isEqualTo(HELLO);
        }
    }

    @Test
    void swallowedBytesNeverArriveAndNorDoesTheEnd() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            exchange(client, peer);
            faults.swallow();
            client.getOutputStream().write(HELLO);
            assertSilent(peer);
            client.shutdownOutput();
            assertSilent(peer);
        }
    }

    @Test
    void segmentsComeOneByteAtATimeAndWhole() throws Exception {
        faults.segment(1);
        try (Socket client = connect();
                Socket peer = server.accept()) {
            client.getOutputStream().write(HELLO);
            assertThat(peer.getInputStream().readNBytes(5)).isEqualTo(HELLO);
        }
    }

    @Test
    void delayedBytesTakeTheirTime() throws Exception {
        try (Socket client = connect();
                Socket peer = server.accept()) {
            faults.delay(Duration.ofMillis(200));
            long start = System.nanoTime();
            client.getOutputStream().write(HELLO);
            assertThat(peer.getInputStream().readNBytes(5)).isEqualTo(HELLO);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void everySecondConnectionIsLost() throws Exception {
        faults.loseEvery(2);
        for (int i = 0; i < 3; i++) {
            try (Socket kept = connect();
                    Socket peer = server.accept()) {
                exchange(kept, peer);
            }
            try (Socket lost = connect()) {
                assertThatThrownBy(() -> lost.getInputStream().read()).isInstanceOf(SocketException.class);
            } catch (SocketException e) {
                assertThat(e)
                        .as("reset before the connection was seen to be there")
                        .isNotNull();
            }
        }
        assertThat(faults.lostConnections()).isEqualTo(3);
        assertThat(faults.acceptedConnections()).isEqualTo(6);
    }

    @Test
    void laterConnectionsGoWhereTheTargetHasMovedTo() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket early = connect();
                Socket peer = server.accept()) {
            exchange(early, peer);
            faults.retarget((InetSocketAddress) elsewhere.getLocalSocketAddress());
            try (Socket late = connect();
                    Socket latePeer = elsewhere.accept()) {
                exchange(late, latePeer);
            }
            exchange(early, peer);
        }
    }

    @Test
    void connectionIsResetInTheMiddleOfAMessage() throws Exception {
        faults.resetAfter(3);
        try (Socket client = connect();
                Socket peer = server.accept()) {
            client.getOutputStream().write(HELLO);
            assertThatThrownBy(() -> peer.getInputStream().readNBytes(5)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    /** The simulator behind the proxy, in the hardest case for framing: every byte by itself. */
    @Test
    void readerIsUnderstoodByteByByte() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                TcpFaults before = TcpFaults.to(reader.address())) {
            before.segment(1);
            try (BareClient client = new BareClient(before.address())) {
                client.event();
                assertThat(client.answer(CommandBytes.addRoSpec(7))).isEqualTo("30: 0");
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(faults.address().getAddress(), faults.address().getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** So that both ends are surely up. */
    private static void exchange(Socket client, Socket peer) throws IOException {
        client.getOutputStream().write(HELLO);
        assertThat(peer.getInputStream().readNBytes(5)).isEqualTo(HELLO);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(5_000);
    }
}
