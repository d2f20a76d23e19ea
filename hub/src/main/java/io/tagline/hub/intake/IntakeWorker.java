package io.tagline.hub.intake;

import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what has arrived to the store, many messages in a transaction, and answers. A message is acknowledged to the broker when
 * it has been dealt with, for good or ill. Confined to the thread {@code intake}.
 */
final class IntakeWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(IntakeWorker.class);
    /** Transactions of 500 scans are where both databases are at their best (measured; larger gains nothing). */
    private static final int SCANS_AT_ONCE = 500;

    private final Arrivals arrivals;
    private final ParcelPipeline pipeline;
    private final HealthDesk healthDesk;
    private final IntakeMeters meters;
    private final ReceiptSender receipts;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private volatile boolean stopped;

    /** Takes receipts on their way. */
    interface ReceiptSender {
        void send(AgentReceipt receipt) throws InterruptedException;
    }

    IntakeWorker(
            Arrivals arrivals,
            ParcelPipeline pipeline,
            HealthDesk healthDesk,
            IntakeMeters meters,
            ReceiptSender receipts) {
        this.arrivals = arrivals;
        this.pipeline = pipeline;
        this.healthDesk = healthDesk;
        this.meters = meters;
        this.receipts = receipts;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                work(arrivals.take(Arrivals.SCANS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A scans message waiting for its transaction. */
    private record Decoded(Arrival arrival, ScanMessage message) {}

    private void work(List<Arrival> taken) throws InterruptedException {
        List<Decoded> together = new ArrayList<>();
        int scans = 0;
        for (Arrival arrival : taken) {
            switch (arrival.parsed().kind()) {
                case SCANS -> {
                    int before = together.size();
                    orRefused(arrival, () -> together.add(decoded(arrival)));
                    if (together.size() > before) {
                        scans +=
                                together.get(before).message().content().scans().size();
                    }
                    if (scans >= SCANS_AT_ONCE) {
                        takeIn(together);
                        together.clear();
                        scans = 0;
                    }
                }
                case HEALTH -> orRefused(arrival, () -> health(arrival));
                case STATUS -> orRefused(arrival, () -> status(arrival));
                case RECEIPTS -> arrival.acknowledge().run();
            }
        }
        if (!together.isEmpty()) {
            takeIn(together);
        }
    }

    /** What may find that a message is none. */
    private interface Work {
        void run() throws WireFormatException, InterruptedException;
    }

    /** Does the work; a message that can't be worked on, for whatever reason, is kept and does not hold up those behind it. */
    private void orRefused(Arrival arrival, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (WireFormatException e) {
            log.atWarn()
                    .addKeyValue("topic", arrival.topic())
                    .addKeyValue("reason", e.getMessage())
                    .log("message refused");
            refuse(arrival, String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException stopping) {
            log.atDebug().addKeyValue("topic", arrival.topic()).log("message left to the broker");
        } catch (RuntimeException e) {
            log.atError().addKeyValue("topic", arrival.topic()).setCause(e).log("message can't be taken");
            refuse(arrival, "can't be taken: " + e.getMessage());
        }
    }

    private static Decoded decoded(Arrival arrival) throws WireFormatException {
        var content = WireCodec.decodeScans(Payload.received(arrival.body().bytes(), arrival.encoding()));
        return new Decoded(
                arrival, new ScanMessage(arrival.topic(), arrival.parsed().from(), content, arrival.body()));
    }

    private void takeIn(List<Decoded> together) throws InterruptedException {
        List<AgentReceipt> answers;
        try {
            List<ScanMessage> messages = together.stream().map(Decoded::message).toList();
            answers = untilStoreIsThere(() -> pipeline.accept(messages));
        } catch (StoreUnavailableException stopping) {
            return;
        } catch (RuntimeException e) {
            singly(together, e);
            return;
        }
        answer(together, answers);
    }

    /** One message among many can't be stored: the others shall not suffer for it. */
    private void singly(List<Decoded> together, RuntimeException cause) throws InterruptedException {
        if (together.size() > 1) {
            for (Decoded one : together) {
                takeIn(List.of(one));
            }
            return;
        }
        ScanMessage message = together.get(0).message();
        log.atError().addKeyValue("topic", message.topic()).setCause(cause).log("scans message can't be stored");
        List<AgentReceipt> answers = List.of();
        try {
            answers = untilStoreIsThere(() -> pipeline.refuse(message, "can't be stored: " + cause.getMessage()));
        } catch (StoreUnavailableException stopping) {
            return;
        } catch (RuntimeException e) {
            // without a receipt the agent sends it again
            log.atError().addKeyValue("topic", message.topic()).setCause(e).log("scans message can't even be kept");
        }
        answer(together, answers);
    }

    private void answer(List<Decoded> together, List<AgentReceipt> answers) throws InterruptedException {
        for (AgentReceipt answer : answers) {
            receipts.send(answer);
        }
        long now = System.nanoTime();
        for (Decoded one : together) {
            meters.receiptLatency(Duration.ofNanos(now - one.arrival().arrivedNanos()));
            one.arrival().acknowledge().run();
        }
    }

    private void health(Arrival arrival) throws WireFormatException, InterruptedException {
        // a retained one is as old as the agent's last word; the next fresh one is 10 s away
        if (!arrival.retained()) {
            var health = WireCodec.decodeHealth(Payload.received(arrival.body().bytes(), arrival.encoding()));
            var answer =
                    untilStoreIsThere(() -> healthDesk.heard(arrival.parsed().from(), health));
            if (answer.isPresent()) {
                receipts.send(answer.get());
            }
        }
        arrival.acknowledge().run();
    }

    private void status(Arrival arrival) throws WireFormatException, InterruptedException {
        AgentStatus status =
                WireCodec.decodeStatus(Payload.received(arrival.body().bytes(), arrival.encoding()));
        untilStoreIsThere(() -> {
            healthDesk.heard(arrival.parsed().from(), status);
            return status;
        });
        arrival.acknowledge().run();
    }

    private void refuse(Arrival arrival, String reason) throws InterruptedException {
        try {
            untilStoreIsThere(() -> {
                pipeline.refuse(arrival.topic(), arrival.body(), reason);
                return reason;
            });
        } catch (StoreUnavailableException stopping) {
            return;
        } catch (RuntimeException e) {
            log.atError().addKeyValue("topic", arrival.topic()).setCause(e).log("message can't even be kept");
        }
        arrival.acknowledge().run();
    }

    /** The broker and the agents keep what is not acknowledged, so waiting loses nothing. */
    private <T> T untilStoreIsThere(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                T result = work.get();
                backoff.succeeded();
                return result;
            } catch (StoreUnavailableException e) {
                if (stopped) {
                    throw e;
                }
                Duration wait = backoff.next();
                log.atWarn()
                        .addKeyValue("retryInMs", wait.toMillis())
                        .addKeyValue("reason", e.getMessage())
                        .log("intake waits for the database");
                Thread.sleep(wait.toMillis());
            }
        }
    }
}
