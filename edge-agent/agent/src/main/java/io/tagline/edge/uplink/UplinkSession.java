package io.tagline.edge.uplink;

import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.SeqSet;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import io.tagline.wire.Payload;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection: scans out, receipts in, health now and then, until it is lost or the agent stops. Confined to
 * the thread {@code uplink}.
 */
final class UplinkSession {
    private static final Logger log = LoggerFactory.getLogger(UplinkSession.class);

    private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final long DRAIN_LIMIT = Duration.ofSeconds(2).toNanos();

    /** No PUBACK for this long while some are due: the connection is dead, or Paho is. */
    private static final long PUBACK_LIMIT = Duration.ofSeconds(30).toNanos();

    /** No receipt for this long while the hub is silent: perhaps it is we who no longer hear (paho.mqtt.java#589). */
    private static final long RECEIPT_LIMIT = Duration.ofMinutes(5).toNanos();

    private static final String NO_RECEIPT = "the broker takes scans, the hub sends no receipt for them";

    /** A gateway that has got its network back gets the time within seconds: scans of 1970 may wait for it, but not for ever. */
    private static final long CLOCK_PATIENCE = Duration.ofSeconds(20).toNanos();

    private final UplinkSettings settings;
    private final PahoConnection connection;
    private final Journal journal;
    private final Supplier<Health> health;
    private final Instructions instructions;
    private final Ticker ticker;
    private final BlockingQueue<UplinkEvent> events;
    private final StateLog state;
    private final UplinkCounters counters;
    private final Outstanding outstanding;
    private final Backoff refusals;
    private final Requested requested = new Requested();

    private int unacknowledged;
    private long startedAt;
    private long progressAt;
    private long receiptAt;
    private long healthAt;
    private long refusedUntil;
    private boolean refused;

    UplinkSession(Uplink.Parts parts, PahoConnection connection, BlockingQueue<UplinkEvent> events) {
        this.settings = parts.settings();
        this.connection = connection;
        this.journal = parts.journal();
        this.health = parts.health();
        this.instructions = parts.instructions();
        this.ticker = parts.ticker();
        this.events = events;
        this.state = parts.state();
        this.counters = parts.counters();
        this.outstanding = new Outstanding(settings.window(), settings.receiptTimeout(), parts.random());
        this.refusals = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60), parts.random());
    }

    /**
     * Runs until the agent stops.
     *
     * @throws UplinkException when the connection is of no more use; the caller drops it
     */
    void run(BooleanSupplier stopping) throws UplinkException, InterruptedException {
        connection.subscribe(Kind.RECEIPTS);
        listenForManifest();
        publish(Kind.STATUS, WireCodec.encode(AgentStatus.ONLINE), true);
        long now = ticker.nanos();
        startedAt = now;
        progressAt = now;
        receiptAt = now;
        healthAt = now;
        state.connected(journal.pendingCount() > 0);
        while (!stopping.getAsBoolean()) {
            now = ticker.nanos();
            resendWhatIsLate(now);
            sendScans(now);
            sendHealth(now);
            UplinkEvent event = events.poll(nanosToNext(now), TimeUnit.NANOSECONDS);
            while (event != null) {
                handle(event);
                event = events.poll();
            }
            checkProgress(ticker.nanos());
        }
        drain();
    }

    /** A broker whose access list is from before there were manifests refuses; scans go on. */
    private void listenForManifest() {
        try {
            connection.subscribe(Kind.MANIFEST);
        } catch (UplinkException e) {
            instructions.manifestRefused(e.detail());
        }
    }

    private void sendScans(long now) throws UplinkException {
        if (refused && now - refusedUntil < 0) {
            return;
        }
        if (now - startedAt < CLOCK_PATIENCE && journal.isWaitingForAClock()) {
            return;
        }
        while (outstanding.isOpen() && unacknowledged < connection.window()) {
            List<Scan> scans = journal.pending(outstanding.held(), ScanBatch.MOST);
            if (scans.isEmpty()) {
                return;
            }
            publish(Kind.SCANS, WireCodec.encode(journal.onWire(scans)), false);
            outstanding.sent(scans, now);
            counters.batches().increment();
            counters.scans().add(scans.size());
            if (refused) {
                // one batch tells whether the broker lets us now
                refusedUntil = now + refusals.nextNanos();
                return;
            }
        }
    }

    private void publish(Kind kind, Payload payload, boolean retained) throws UplinkException {
        if (unacknowledged == 0) {
            progressAt = ticker.nanos();
        }
        connection.publish(kind, payload, retained);
        unacknowledged++;
    }

    private void resendWhatIsLate(long now) {
        if (!outstanding.expire(now)) {
            return;
        }
        counters.resent().increment();
        if (outstanding.silent() && !refused) {
            state.enter(UplinkState.HUB_SILENT, NO_RECEIPT);
        }
    }

    private void sendHealth(long now) throws UplinkException {
        // a hub asks again for so much at a time, and learns from health that there is more
        if (now - healthAt >= 0 || requested.isAnswered(journal.receipted())) {
            healthAt = now + settings.healthEvery().toNanos();
            connection.publishHealth(WireCodec.encode(health.get()));
        }
    }

    private void handle(UplinkEvent event) throws UplinkException {
        if (event instanceof UplinkEvent.Acknowledged acknowledged) {
            acknowledged(acknowledged);
        } else if (event instanceof UplinkEvent.Arrived arrived) {
            arrived(arrived);
        } else if (event instanceof UplinkEvent.Unreadable unreadable) {
            unreadable(unreadable.topic(), unreadable.reason());
        } else if (event instanceof UplinkEvent.Lost lost) {
            throw new UplinkException(lost.state(), "connection to " + settings.broker() + " lost: " + lost.reason());
        }
    }

    private void acknowledged(UplinkEvent.Acknowledged puback) {
        unacknowledged--;
        progressAt = ticker.nanos();
        if (puback.reason() >= Reasons.REFUSAL) {
            counters.refused().increment();
            refused = true;
            refusedUntil = progressAt + refusals.nextNanos();
            outstanding.clear();
            state.enter(
                    UplinkState.PUBLISH_REFUSED,
                    "publish to " + puback.topic() + " refused: " + Reasons.text(puback.reason()));
        } else if (refused && puback.topic().equals(Topics.of(settings.agent(), Kind.SCANS))) {
            refused = false;
            refusals.reset();
            state.enter(UplinkState.ONLINE, "");
        }
    }

    private void arrived(UplinkEvent.Arrived message) {
        if (isManifest(message.topic())) {
            instructions.manifest(message.topic(), message.payload(), message.signature());
            return;
        }
        Receipt receipt;
        try {
            receipt = WireCodec.decodeReceipt(message.payload());
        } catch (WireFormatException e) {
            unreadable(message.topic(), String.valueOf(e.getMessage()));
            return;
        }
        counters.receipts().increment();
        SeqSet before = journal.receipted();
        if (!journal.receipt(receipt)) {
            log.atWarn()
                    .addKeyValue("journal", receipt.journal())
                    .addKeyValue("ours", journal.id())
                    .log("receipt for another journal ignored");
            return;
        }
        requested.receipt(before, journal.receipted());
        receiptAt = ticker.nanos();
        progressAt = receiptAt;
        if (outstanding.silent()) {
            // it may have lost scans while it was away
            healthAt = receiptAt;
        }
        outstanding.receipt(journal.receipted(), receiptAt);
        if (!refused) {
            state.enter(UplinkState.ONLINE, "");
        }
    }

    private boolean isManifest(String topic) {
        return topic.equals(Topics.of(settings.agent(), Kind.MANIFEST));
    }

    private void unreadable(String topic, String reason) {
        if (isManifest(topic)) {
            instructions.manifestRefused(reason);
            return;
        }
        counters.badReceipts().increment();
        log.atWarn().addKeyValue("topic", topic).addKeyValue("reason", reason).log("receipt refused");
    }

    private void checkProgress(long now) throws UplinkException {
        if (unacknowledged > 0 && now - progressAt > PUBACK_LIMIT) {
            throw new UplinkException(
                    UplinkState.DISCONNECTED,
                    "broker " + settings.broker() + " has not acknowledged a publish for "
                            + TimeUnit.NANOSECONDS.toSeconds(now - progressAt) + " s");
        }
        if (outstanding.silent() && now - receiptAt > RECEIPT_LIMIT) {
            throw new UplinkException(UplinkState.HUB_SILENT, NO_RECEIPT);
        }
    }

    private long nanosToNext(long now) {
        long next = Math.min(LONGEST_WAIT, Math.max(0, healthAt - now));
        next = Math.min(next, outstanding.nanosToExpiry(now));
        return refused ? Math.min(next, Math.max(0, refusedUntil - now)) : next;
    }

    private void drain() throws UplinkException, InterruptedException {
        state.enter(UplinkState.DRAINING, "");
        publish(Kind.STATUS, WireCodec.encode(AgentStatus.OFFLINE), true);
        long until = ticker.nanos() + DRAIN_LIMIT;
        while (unacknowledged > 0 && until - ticker.nanos() > 0) {
            UplinkEvent event = events.poll(until - ticker.nanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                handle(event);
            }
        }
    }
}
