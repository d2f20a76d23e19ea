package io.tagline.edge;

import io.tagline.edge.settings.AgentSettings;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code run}: the agent from its start to its end. It ends when the process is told to stop (SIGTERM, Ctrl-C), with status
 * 0, or when one of its threads dies, with status 1: systemd starts it again and the journal carries on.
 */
final class RunCommand {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    /** More than everything takes to close, less than systemd's patience. */
    private static final long CLOSE_SECONDS = 25;

    private RunCommand() {}

    static int run(AgentSettings settings, Map<String, String> environment) {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean died = new AtomicBoolean();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            log.atError().setCause(e).addKeyValue("thread", thread.getName()).log("a thread died; the agent ends");
            died.set(true);
            end.countDown();
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end.countDown();
                            awaitQuietly(closed);
                        },
                        "stop"));
        try {
            RunningAgent agent = RunningAgent.start(settings, environment);
            try {
                log.atInfo()
                        .addKeyValue("agent", settings.address())
                        .addKeyValue("version", EdgeAgent.version())
                        .log("running");
                end.await();
                log.atInfo().addKeyValue("agent", settings.address()).log("stopping");
            } finally {
                agent.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.atError().setCause(e).addKeyValue("agent", settings.address()).log("the agent cannot start");
            died.set(true);
        } finally {
            closed.countDown();
        }
        return died.get() ? EdgeAgent.FAILED : EdgeAgent.DONE;
    }

    private static void awaitQuietly(CountDownLatch closed) {
        try {
            if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.atError().log("closing took too long; the journal stands that like a crash");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
