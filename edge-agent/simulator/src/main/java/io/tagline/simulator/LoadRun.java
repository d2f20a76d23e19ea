package io.tagline.simulator;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Load on its way, sent by a thread of its own, {@code simulator-load}. It keeps to its rate on the whole: what a slow client
 * held up is made up for afterwards. Ends with {@link #close} or with the connection.
 */
public final class LoadRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadRun.class);
    private static final long IDLE_NANOS = 500_000;
    private static final int WEAKEST_DBM = -70;
    private static final int BELL_DB = 25;

    private final ReadLoad load;
    private final Connection client;
    private final ReaderCore core;
    private final List<LoadReport> reports;
    private final Thread thread;
    private final AtomicLong accepted = new AtomicLong();
    private volatile boolean stopped;
    private int messageId;

    private LoadRun(ReadLoad load, Connection client, ReaderCore core, List<LoadReport> reports) {
        this.load = load;
        this.client = client;
        this.core = core;
        this.reports = reports;
        thread = new Thread(this::send, "simulator-load");
        thread.setDaemon(true);
    }

    /** The caller holds the reader's lock. */
    static LoadRun start(ReadLoad load, Connection client, ReaderCore core, RoSpec active) {
        ContentSelector content = core.reportSpec(active).content();
        List<LoadReport> reports = LoadReport.encode(load, new ReportEncoder(core.time), active, content);
        LoadRun run = new LoadRun(load, client, core, reports);
        run.thread.start();
        return run;
    }

    /** Reads that the socket has taken so far. */
    public long acceptedReads() {
        return accepted.get();
    }

    /** False once it was closed or the connection has ended. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void send() {
        long start = System.nanoTime();
        try {
            while (!stopped) {
                for (LoadReport report : reports) {
                    pass(report, start);
                }
            }
        } catch (IOException e) {
            log.atInfo()
                    .addKeyValue("accepted", accepted.get())
                    .addKeyValue("why", e.getMessage())
                    .log("load ends with its connection");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One group through all antennas, strongest in the middle of each. */
    private void pass(LoadReport report, long start) throws IOException, InterruptedException {
        for (int antenna : load.antennas()) {
            for (int i = 0; i < load.readsPerAntenna() && !stopped; i++) {
                awaitTurn(start);
                double fromMiddle = Math.abs(2.0 * (i + 1) / (load.readsPerAntenna() + 1) - 1);
                int rssiDbm = WEAKEST_DBM + (int) Math.round(BELL_DB * (1 - fromMiddle * fromMiddle));
                client.sending.lock();
                try {
                    report.patch(++messageId, antenna, rssiDbm, stamp());
                    client.send(report.frame());
                } finally {
                    client.sending.unlock();
                }
                accepted.addAndGet(report.tags());
            }
        }
    }

    private long stamp() {
        synchronized (core) {
            return core.time.stamp(core.time.micros());
        }
    }

    private void awaitTurn(long start) throws InterruptedException {
        if (load.readsPerSecond() == 0) {
            return;
        }
        while (!stopped && accepted.get() * 1e9 > (System.nanoTime() - start) * (double) load.readsPerSecond()) {
            TimeUnit.NANOSECONDS.sleep(IDLE_NANOS);
        }
    }

    /** Stops sending and waits until no more is on its way. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
