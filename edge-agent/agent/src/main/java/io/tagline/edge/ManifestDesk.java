package io.tagline.edge;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.ManifestSettings;
import io.tagline.edge.manifest.ManifestStore;
import io.tagline.edge.uplink.Instructions;
import io.tagline.wire.BundleSignature;
import io.tagline.wire.KnownProblem;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the hub's manifests: checks who signed, lets {@link Judge} have the newest, keeps it on disk. What is refused changes nothing:
 * the manifest in hand stays in force. What has passed the thread {@code marks} writes down, for a disk that is busy with a large
 * manifest must not be waited for at a door. Safe for any thread.
 */
final class ManifestDesk implements Instructions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManifestDesk.class);

    /** A cart of parcels at each of ten doors. */
    private static final int ROOM = 1_024;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** @param load the id of the load that was open then */
    private record Mark(String load, Judgement judgement) {}

    private final ManifestSettings settings;
    private final Set<String> portals;
    private final Judge judge;
    private final ManifestStore store;
    private final Counter taken;
    private final Counter refused;
    /** An empty one is the last. */
    private final BlockingQueue<Optional<Mark>> marks = new ArrayBlockingQueue<>(ROOM);

    private final AtomicBoolean leftOut = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "marks");
    private volatile String trouble = "";

    private ManifestDesk(
            ManifestSettings settings, Set<String> portals, Judge judge, ManifestStore store, Counters counters) {
        this.settings = settings;
        this.portals = Set.copyOf(portals);
        this.judge = judge;
        this.store = store;
        this.taken = counters.counter("tagline_manifests_total", "Manifests that were put in force.");
        this.refused = counters.counter("tagline_manifests_refused_total", "Manifests that were not.");
        store.load(judge).ifPresent(reason -> log.atWarn()
                .addKeyValue("reason", reason)
                .log("what was kept of the manifest is not read; the hub's is awaited"));
    }

    /**
     * Reads what is kept and starts.
     *
     * @param portals ids of the agent's own
     */
    static ManifestDesk open(
            ManifestSettings settings, Set<String> portals, Judge judge, ManifestStore store, Counters counters) {
        ManifestDesk desk = new ManifestDesk(settings, portals, judge, store, counters);
        desk.thread.setDaemon(true);
        desk.thread.start();
        return desk;
    }

    @Override
    public void manifest(String topic, Payload payload, String signature) {
        if (settings.signer().isPresent()
                && !BundleSignature.isValid(settings.signer().get(), topic, payload, signature)) {
            manifestRefused(
                    signature.isEmpty()
                            ? "manifest without signature: expected the hub's, see manifest.key-file"
                            : "manifest with a signature that is not the hub's: see manifest.key-file");
            return;
        }
        try {
            take(WireCodec.decodeManifest(payload));
        } catch (WireFormatException e) {
            manifestRefused(String.valueOf(e.getMessage()));
        }
    }

    private void take(Manifest manifest) {
        switch (judge.take(manifest)) {
            case NEW -> {
                trouble = strangers(manifest);
                taken.increment();
                keep(manifest);
            }
            case SAME -> trouble = strangers(manifest);
            case OLDER ->
                manifestRefused("manifest version " + manifest.version() + " is older than version " + judge.version()
                        + " in hand: the newer one stays");
        }
    }

    /** The rest of the manifest counts all the same. */
    private String strangers(Manifest manifest) {
        Set<String> strangers = new TreeSet<>(manifest.portals().keySet());
        strangers.removeAll(portals);
        return strangers.isEmpty()
                ? ""
                : "manifest names portals that are not this agent's: " + String.join(", ", strangers) + "; expected "
                        + String.join(", ", new TreeSet<>(portals));
    }

    private void keep(Manifest manifest) {
        try {
            store.keep(judge);
            log.atInfo()
                    .addKeyValue("version", manifest.version())
                    .addKeyValue("loads", manifest.portals().size())
                    .log("manifest in force");
        } catch (IOException e) {
            // in force all the same; after a restart the hub's is awaited
            log.atWarn().addKeyValue("reason", e.getMessage()).log("manifest in force, but not kept on disk");
        }
    }

    @Override
    public void manifestRefused(String reason) {
        refused.increment();
        trouble = reason;
        log.atWarn().addKeyValue("reason", reason).log("manifest refused");
    }

    /** Keeps what has passed. Never waits: what finds no room is kept with the next that does. */
    void mark(Judgement judgement) {
        String load = judge.load(judgement.portal()).orElse("");
        if (!marks.offer(Optional.of(new Mark(load, judgement)))) {
            leftOut.set(true);
        }
    }

    private void run() {
        try {
            for (Optional<Mark> next = marks.take(); next.isPresent(); next = marks.take()) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A disk that does not take it costs the count of a load at the next start, and no scan. */
    private void write(Mark mark) {
        try {
            if (leftOut.getAndSet(false)) {
                store.markAll(judge);
            } else {
                store.mark(judge, mark.load(), mark.judgement());
            }
        } catch (IOException | RuntimeException e) {
            log.atDebug().setCause(e).log("mark not kept");
        }
    }

    /** Stands until a manifest is taken. */
    Optional<Problem> refusal() {
        String now = trouble;
        return now.isEmpty() ? Optional.empty() : Optional.of(Problem.of(KnownProblem.MANIFEST_REFUSED, now));
    }

    @Override
    public void close() throws IOException {
        try {
            boolean unused = marks.offer(Optional.empty(), CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (leftOut.get()) {
            store.markAll(judge);
        }
        store.close();
    }
}
