package io.tagline.hub.intake;

import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
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
    private volatile Optional<StoreUnavailableException> waitsFor = Optional.empty();

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

    /** Why what has come is not in the store yet, while it is tried again; empty while it goes in. Safe for any thread. */
    Optional<StoreUnavailableException> waitsFor() {
        return waitsFor;
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

    /** A message waiting to be kept as a dead letter. */
    private record Refused(Arrival arrival, Refusal refusal) {}

    private void work(List<Arrival> taken) throws InterruptedException {
        List<Decoded> together = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        int scans = 0;
        for (Arrival arrival : taken) {
            if (arrival.parsed().isEmpty()) {
                refused.add(refused(arrival, unknownTopic(arrival)));
                continue;
            }
            AgentAddress from = arrival.parsed().get().from();
            switch (arrival.parsed().get().kind()) {
                case SCANS -> {
                    int before = together.size();
                    orRefused(arrival, refused, () -> together.add(decoded(arrival, from)));
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
                case HEALTH -> orRefused(arrival, refused, () -> health(arrival, from));
                case STATUS -> orRefused(arrival, refused, () -> status(arrival, from));
                case RECEIPTS, MANIFEST -> arrival.acknowledge().run();
            }
        }
        if (!together.isEmpty()) {
            takeIn(together);
        }
        if (!refused.isEmpty()) {
            refuse(refused);
        }
    }

    private static String unknownTopic(Arrival arrival) {
        return "topic \"" + arrival.raw().topic() + "\": expected " + Topics.ROOT
                + "/SITE/AGENT/ and scans, health or status, of ids in lower-case letters, digits and hyphens";
    }

    /** What may find that a message is none. */
    private interface Work {
        void run() throws WireFormatException, InterruptedException;
    }

    /** Does the work; a message that can't be worked on, for whatever reason, is kept and does not hold up those behind it. */
    private void orRefused(Arrival arrival, List<Refused> refused, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (WireFormatException e) {
            refused.add(refused(arrival, String.valueOf(e.getMessage())));
        } catch (StoreUnavailableException stopping) {
            log.atDebug().addKeyValue("topic", arrival.raw().topic()).log("message left to the broker");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("topic", arrival.raw().topic())
                    .setCause(e)
                    .log("message can't be taken");
            refused.add(refused(arrival, "can't be taken: " + e.getMessage()));
        }
    }

    private static Refused refused(Arrival arrival, String reason) {
        return new Refused(arrival, Refusal.of(arrival.raw(), reason));
    }

    private static Payload payload(Arrival arrival) throws WireFormatException {
        return Payload.received(arrival.raw().body().bytes(), arrival.raw().encoding());
    }

    private static Decoded decoded(Arrival arrival, AgentAddress from) throws WireFormatException {
        var content = WireCodec.decodeScans(payload(arrival));
        return new Decoded(arrival, new ScanMessage(arrival.raw(), from, content));
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
        Decoded one = together.get(0);
        RawMessage raw = one.message().raw();
        log.atError().addKeyValue("topic", raw.topic()).setCause(cause).log("scans message can't be stored");
        refuse(List.of(new Refused(one.arrival(), Refusal.of(raw, "can't be stored: " + cause.getMessage()))));
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

    private void health(Arrival arrival, AgentAddress from) throws WireFormatException, InterruptedException {
        // a retained one is as old as the agent's last word; the next fresh one is 10 s away
        if (!arrival.retained()) {
            var health = WireCodec.decodeHealth(payload(arrival));
            var answer = untilStoreIsThere(() -> healthDesk.heard(from, health));
            for (AgentReceipt receipt : answer) {
                receipts.send(receipt);
            }
        }
        arrival.acknowledge().run();
    }

    private void status(Arrival arrival, AgentAddress from) throws WireFormatException, InterruptedException {
        AgentStatus status = WireCodec.decodeStatus(payload(arrival));
        untilStoreIsThere(() -> {
            healthDesk.heard(from, status);
            return status;
        });
        arrival.acknowledge().run();
    }

    private void refuse(List<Refused> refused) throws InterruptedException {
        List<AgentReceipt> answers = List.of();
        try {
            List<Refusal> refusals = refused.stream().map(Refused::refusal).toList();
            answers = untilStoreIsThere(() -> pipeline.refuse(refusals));
        } catch (StoreUnavailableException stopping) {
            return;
        } catch (RuntimeException e) {
            if (refused.size() > 1) {
                for (Refused one : refused) {
                    refuse(List.of(one));
                }
                return;
            }
            // without a receipt the agent sends its scans again
            Arrival arrival = refused.get(0).arrival();
            log.atError()
                    .addKeyValue("topic", arrival.raw().topic())
                    .setCause(e)
                    .log("message can't even be kept");
        }
        for (AgentReceipt answer : answers) {
            receipts.send(answer);
        }
        refused.forEach(one -> one.arrival().acknowledge().run());
    }

    /** The broker and the agents keep what is not acknowledged, so waiting loses nothing. */
    private <T> T untilStoreIsThere(Supplier<T> work) throws InterruptedException {
        try {
            while (true) {
                try {
                    T result = work.get();
                    backoff.succeeded();
                    return result;
                } catch (StoreUnavailableException e) {
                    if (stopped) {
                        throw e;
                    }
                    waitsFor = Optional.of(e);
                    Duration wait = backoff.next();
                    log.atWarn()
                            .addKeyValue("retryInMs", wait.toMillis())
                            .addKeyValue("reason", e.getMessage())
                            .log("intake waits for the database");
                    Thread.sleep(wait.toMillis());
                }
            }
        } finally {
            waitsFor = Optional.empty();
        }
    }
}
