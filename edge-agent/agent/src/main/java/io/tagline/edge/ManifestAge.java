package io.tagline.edge;

import io.tagline.edge.health.Problem;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the manifest in hand may be out of date: the hub has not been heard for long. While it is heard, a manifest that has not
 * changed for days is the right one. Within a run elapsed time counts. What was before the start is known from the file
 * {@code hub-heard}, which the thread {@code manifest-age} writes once a minute, and from the time at which the manifest was made; a
 * clock that shows an earlier time than those counts for nothing. Safe for any thread; only that thread waits for the disk.
 */
final class ManifestAge implements Supplier<Optional<Problem>>, AutoCloseable {
    private static final int KEEP_EVERY_SECONDS = 60;

    private static final Logger log = LoggerFactory.getLogger(ManifestAge.class);

    private final Sources from;
    private final Duration oldAfter;
    private final Path file;
    private final long startedAt;
    private final Optional<Instant> heardBefore;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "manifest-age");
        created.setDaemon(true);
        return created;
    });

    // under the lock
    private Optional<Long> heardAt = Optional.empty();

    /** @param isHeard whether the hub can be heard now */
    record Sources(
            Supplier<Optional<Instant>> issuedAt,
            BooleanSupplier isHeard,
            Supplier<WallMapping> clock,
            Ticker ticker) {}

    private ManifestAge(Sources from, Duration oldAfter, Path folder) {
        this.from = from;
        this.oldAfter = oldAfter;
        this.file = folder.resolve("hub-heard");
        this.startedAt = from.ticker().nanos();
        this.heardBefore = read(file);
    }

    /**
     * Reads what is kept and starts.
     *
     * @param folder the agent's data directory
     */
    static ManifestAge open(Sources from, Duration oldAfter, Path folder) {
        ManifestAge age = new ManifestAge(from, oldAfter, folder);
        var unused = age.thread.scheduleWithFixedDelay(age::keep, 1, KEEP_EVERY_SECONDS, TimeUnit.SECONDS);
        return age;
    }

    @Override
    public Optional<Problem> get() {
        Optional<Long> heard = look();
        return from.issuedAt().get().flatMap(issued -> old(issued, heard));
    }

    /** When the hub was heard last in this run, as far as it was looked at. */
    private synchronized Optional<Long> look() {
        if (from.isHeard().getAsBoolean()) {
            heardAt = Optional.of(from.ticker().nanos());
        }
        return heardAt;
    }

    private Optional<Problem> old(Instant issued, Optional<Long> heard) {
        Duration elapsed = Duration.ofNanos(from.ticker().nanos() - heard.orElse(startedAt));
        if (heard.isPresent()) {
            return problem(elapsed, "", issued);
        }
        WallMapping clock = from.clock().get();
        Instant word = heardBefore.filter(issued::isBefore).orElse(issued);
        Duration since = Duration.between(word, clock.wall());
        if (clock.isImpossible() || since.compareTo(elapsed) < 0) {
            return problem(elapsed, " since the start, and how long before it nobody knows without the time", issued);
        }
        boolean isSure = clock.discipline().quality() == ClockQuality.SYNCED;
        return problem(since, isSure ? "" : " by a clock that follows no time source", issued);
    }

    private Optional<Problem> problem(Duration age, String how, Instant issued) {
        return age.compareTo(oldAfter) > 0
                ? Optional.of(Problem.of(
                        KnownProblem.MANIFEST_OLD,
                        "no word from the hub for " + age.toMinutes() + " min" + how + "; the manifest in hand is of "
                                + issued))
                : Optional.empty();
    }

    /** Writes down when the hub was heard, if it was in this run. A minute that a power cut costs makes a manifest look older. */
    void keep() {
        try {
            Optional<Instant> heard = look().map(tick -> from.clock().get().at(tick));
            if (heard.isPresent()) {
                Path part = file.resolveSibling(file.getFileName() + ".part");
                Files.writeString(part, heard.get() + "\n");
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | RuntimeException e) {
            // the executor would never come again
            log.atDebug().setCause(e).log("when the hub was heard is not kept");
        }
    }

    /** A file that says nothing is as good as none: the time of the manifest counts. */
    private static Optional<Instant> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Instant.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("file not read");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            boolean unused = thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keep();
    }
}
