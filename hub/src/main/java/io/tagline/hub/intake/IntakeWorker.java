package io.tagline.hub.intake;

import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                    Optional<Decoded> decoded = decoded(arrival);
                    if (decoded.isPresent()) {
                        together.add(decoded.get());
                        scans += decoded.get().message().content().scans().size();
                    }
                    if (scans >= SCANS_AT_ONCE) {
                        takeIn(together);
                        together.clear();
                        scans = 0;
                    }
                }
                case HEALTH -> health(arrival);
                case STATUS -> status(arrival);
                case RECEIPTS -> arrival.acknowledge().run();
            }
        }
        if (!together.isEmpty()) {
            takeIn(together);
        }
    }

    private Optional<Decoded> decoded(Arrival arrival) throws InterruptedException {
        try {
            var content = WireCodec.decodeScans(Payload.received(arrival.body().bytes(), arrival.encoding()));
            return Optional.of(new Decoded(
                    arrival, new ScanMessage(arrival.topic(), arrival.parsed().from(), content, arrival.body())));
        } catch (WireFormatException e) {
            refuse(arrival, e);
            return Optional.empty();
        }
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
        List<AgentReceipt> answers =
                untilStoreIsThere(() -> pipeline.refuse(message, "can't be stored: " + cause.getMessage()));
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

    private void health(Arrival arrival) throws InterruptedException {
        // a retained one is as old as the agent's last word; the next fresh one is 10 s away
        if (!arrival.retained()) {
            try {
                var health =
                        WireCodec.decodeHealth(Payload.received(arrival.body().bytes(), arrival.encoding()));
                var answer = untilStoreIsThere(
                        () -> healthDesk.heard(arrival.parsed().from(), health));
                if (answer.isPresent()) {
                    receipts.send(answer.get());
                }
            } catch (WireFormatException e) {
                refuse(arrival, e);
                return;
            }
        }
        arrival.acknowledge().run();
    }

    private void status(Arrival arrival) throws InterruptedException {
        try {
            AgentStatus status =
                    WireCodec.decodeStatus(Payload.received(arrival.body().bytes(), arrival.encoding()));
            untilStoreIsThere(() -> {
                healthDesk.heard(arrival.parsed().from(), status);
                return status;
            });
            arrival.acknowledge().run();
        } catch (WireFormatException e) {
            refuse(arrival, e);
        }
    }

    private void refuse(Arrival arrival, WireFormatException why) throws InterruptedException {
        log.atWarn()
                .addKeyValue("topic", arrival.topic())
                .addKeyValue("reason", why.getMessage())
                .log("message refused");
        untilStoreIsThere(() -> {
            pipeline.refuse(arrival.topic(), arrival.body(), String.valueOf(why.getMessage()));
            return why;
        });
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
