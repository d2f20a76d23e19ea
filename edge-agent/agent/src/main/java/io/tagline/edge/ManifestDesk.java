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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the hub's manifests: checks who signed, lets {@link Judge} have the newest, keeps it on disk. What is refused changes nothing:
 * the manifest in hand stays in force. Safe for any thread.
 */
final class ManifestDesk implements Instructions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManifestDesk.class);

    private final ManifestSettings settings;
    private final Set<String> portals;
    private final Judge judge;
    private final ManifestStore store;
    private final Counter taken;
    private final Counter refused;
    private volatile String trouble = "";

    /** @param portals ids of the agent's own */
    ManifestDesk(ManifestSettings settings, Set<String> portals, Judge judge, ManifestStore store, Counters counters) {
        this.settings = settings;
        this.portals = Set.copyOf(portals);
        this.judge = judge;
        this.store = store;
        this.taken = counters.counter("tagline_manifests_total", "Manifests that were put in force.");
        this.refused = counters.counter("tagline_manifests_refused_total", "Manifests that were not.");
        store.load(judge)
                .ifPresent(reason ->
                        log.atWarn().addKeyValue("reason", reason).log("kept manifest not read; the hub's is awaited"));
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

    /** Keeps what has passed; a disk that does not take it costs the count of a load at the next start, and no scan. */
    void mark(Judgement judgement) {
        try {
            store.mark(judge, judgement);
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("mark not kept");
        }
    }

    /** Stands until a manifest is taken. */
    Optional<Problem> refusal() {
        String now = trouble;
        return now.isEmpty() ? Optional.empty() : Optional.of(Problem.of(KnownProblem.MANIFEST_REFUSED, now));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
