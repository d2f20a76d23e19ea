package io.tagline.hub.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tagline.hub.ledger.DeadLetters.Kept;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a person would count about the intake. Safe for any thread. */
public final class IntakeMeters {
    private final Counter received;
    private final Counter committed;
    private final Counter duplicate;
    private final Counter held;
    private final Counter refused;
    private final Counter reused;
    private final Counter deadLetters;
    private final Counter lettersAgain;
    private final Counter lettersNoRoom;
    private final Counter dropped;
    private final Counter wanted;
    private final Timer receiptLatency;
    private final AtomicLong missing = new AtomicLong();

    public IntakeMeters(MeterRegistry registry) {
        received =
                counter(registry, "tagline.scans.received", "scans that came over MQTT, repeats and refused ones too");
        committed = counter(registry, "tagline.scans.committed", "scans written to the ledger, each once");
        duplicate = counter(registry, "tagline.scans.duplicate", "scans that were in the ledger before");
        held = counter(registry, "tagline.scans.held", "scans of tags that were on no known parcel when they came");
        refused = counter(registry, "tagline.scans.refused", "scans that are not valid");
        reused = counter(registry, "tagline.scans.reused", "scans that came under the number of another scan");
        deadLetters =
                counter(registry, "tagline.dead.letters", "messages kept because all or part of them was refused");
        lettersAgain = counter(
                registry,
                "tagline.dead.letters.again",
                "messages refused that are kept already, each counted once more");
        lettersNoRoom =
                counter(registry, "tagline.dead.letters.no.room", "messages refused and not kept for want of room");
        dropped = counter(
                registry,
                "tagline.intake.dropped",
                "health messages and receipts let go since the next one makes up for it");
        wanted = counter(
                registry, "tagline.scans.wanted", "scans that were asked for again because the ledger misses them");
        receiptLatency = Timer.builder("tagline.intake.receipt.latency")
                .description("from the arrival of a scans message to the handing over of its receipt")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        Gauge.builder("tagline.scans.missing", missing, AtomicLong::get)
                .description("scans that the ledger misses and agents may still hold")
                .register(registry);
    }

    void taken(Batch batch, ParcelPipeline.Taken taken) {
        int valid = batch.sightings().size();
        int fresh = taken.appended().fresh().size();
        int otherwise = taken.appended().reused().size();
        received.increment((double) valid + batch.refused());
        committed.increment(fresh);
        duplicate.increment((double) valid - fresh - otherwise);
        reused.increment(otherwise);
        held.increment(Math.max(0, fresh - taken.onto().carried()));
        refused.increment(batch.refused());
        deadLetters(taken.letters());
    }

    void deadLetters(List<Kept> kept) {
        for (Kept each : kept) {
            switch (each) {
                case NEW -> deadLetters.increment();
                case AGAIN -> lettersAgain.increment();
                case NO_ROOM -> lettersNoRoom.increment();
            }
        }
    }

    /** A message that was let go since a later one makes up for it. */
    void dropped() {
        dropped.increment();
    }

    void wanted(long scans) {
        wanted.increment((double) scans);
    }

    /** How many scans are missing at present, over all journals that agents still hold. */
    void missing(long scans) {
        missing.set(scans);
    }

    void receiptLatency(Duration latency) {
        receiptLatency.record(latency);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
