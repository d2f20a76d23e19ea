package io.tagline.edge.opcua;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that Milo works on, for the life of the link: few and named. Milo's own would be two for each core, for ever. */
final class PlcResources implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlcResources.class);

    private static final int CONNECT_MS = 5_000;

    private final NioEventLoopGroup sockets = new NioEventLoopGroup(1, new DefaultThreadFactory("plc-socket", true));
    // one would do, but for a callback of Milo's that waits for another
    private final ExecutorService callbacks = Executors.newFixedThreadPool(2, callbackThreads());
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("plc-schedule", true));
    private final HashedWheelTimer timer = new HashedWheelTimer(new DefaultThreadFactory("plc-timer", true));

    /** What Milo stumbles over there would end the agent, as a thread of the agent's own that dies does; the pool makes another. */
    private static ThreadFactory callbackThreads() {
        ThreadFactory threads = new DefaultThreadFactory("plc-callback", true);
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setUncaughtExceptionHandler(
                    (died, e) -> log.atWarn().setCause(e).log("an answer of the PLC was not understood"));
            return thread;
        };
    }

    /** Gives them to a transport, with limits to its patience. */
    void configure(OpcTcpClientTransportConfigBuilder transport) {
        transport
                .setEventLoop(sockets)
                .setExecutor(callbacks)
                .setScheduledExecutor(schedule)
                .setWheelTimer(timer)
                .setConnectTimeout(MiloTypes.millis(CONNECT_MS))
                .setAcknowledgeTimeout(MiloTypes.millis(CONNECT_MS));
    }

    @Override
    public void close() {
        timer.stop();
        schedule.shutdownNow();
        callbacks.shutdownNow();
        sockets.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
