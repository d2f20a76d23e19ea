package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What needs no PLC; the rest is PlcLinkIT's. */
@Timeout(30)
class PlcLinkTest {
    @TempDir
    Path folder;

    /** A thread that dies ends the agent, and no parcel is read: for the sake of a PLC that is not needed for that. */
    @Test
    void aSlipOnTheWayToASessionIsAProblemAndTriedAgain() throws Exception {
        Path gone;
        try (FileSystem files = FileSystems.newFileSystem(folder.resolve("pki.zip"), Map.of("create", "true"))) {
            gone = files.getPath("pki");
        }
        try (PlcLink link = PlcLink.start(settings(), gone, change -> {}, System::nanoTime, new Counters())) {
            await().untilAsserted(() ->
                    assertThat(link.problems()).extracting(Problem::name).containsExactly("plc-unreachable"));
            assertThat(link.problems().get(0).detail()).startsWith("opc.tcp://127.0.0.1:1 was not understood");
        }
    }

    /** As in PlcLink, but on a thread that Milo works on: nobody catches what is thrown there. */
    @Test
    void aSlipOnAThreadOfMilosIsNoDeadThreadOfTheAgents() throws Exception {
        Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
        CountDownLatch next = new CountDownLatch(3);
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> ends.add(e));
        PlcResources resources = new PlcResources();
        try {
            OpcTcpClientTransportConfigBuilder transport = OpcTcpClientTransportConfig.newBuilder();
            resources.configure(transport);
            Executor callbacks = transport.build().getExecutor();
            for (int slip = 0; slip < 3; slip++) {
                callbacks.execute(() -> {
                    next.countDown();
                    throw new IllegalArgumentException("port out of range");
                });
            }
            assertThat(next.await(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            resources.close();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(ends).isEmpty();
    }

    private static PlcSettings settings() {
        return new PlcSettings(
                new AgentAddress("ott-1", "gw-1"),
                URI.create("opc.tcp://127.0.0.1:1"),
                "tagline",
                new Secret("secret"),
                PlcSettings.PUBLISHING,
                PlcSettings.SAMPLING,
                PlcSettings.HEARTBEAT,
                PlcSettings.DIVERT_TIMEOUT,
                List.of(),
                List.of());
    }
}
