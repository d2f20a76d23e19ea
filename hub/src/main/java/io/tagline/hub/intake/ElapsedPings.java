package io.tagline.hub.intake;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection alive by elapsed time (MQTT 5 §3.1.2.10). Paho's own timer, a {@link java.util.Timer}, goes by the wall clock:
 * after a step back by an hour it sends nothing for an hour, and the broker gives the connection up. For one connection; safe for any
 * thread.
 */
final class ElapsedPings implements MqttPingSender {
    /** Has its thread from the first schedule to the end of the connection; what comes after the end is let go. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "intake-pings");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile @Nullable ClientComms connection;

    ElapsedPings() {
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void init(ClientComms comms) {
        connection = comms;
    }

    @Override
    public void start() {
        ClientComms comms = connection;
        if (comms != null) {
            schedule(comms.getKeepAlive());
        }
    }

    /** By Paho, on any of its threads, the one of the pings among them. */
    @Override
    public void stop() {
        timer.shutdown();
    }

    /** By Paho, after each look, with the time until the next. */
    @Override
    public void schedule(long delayMs) {
        var unused = timer.schedule(this::look, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Paho sends a ping if nothing else was sent, or ends the connection if the last was not answered. */
    private void look() {
        ClientComms comms = connection;
        if (comms != null) {
            comms.checkForActivity();
        }
    }
}
