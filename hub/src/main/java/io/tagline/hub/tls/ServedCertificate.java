package io.tagline.hub.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate in use: looks at its files every few seconds and takes a renewed one into use without a restart, so that
 * whatever renews it needs to tell nobody. Safe for any thread.
 */
public final class ServedCertificate implements AutoCloseable {

    /** Whoever renews certificates by hand needs a few weeks' notice; Let's Encrypt's clients renew 30 days ahead. */
    public static final Duration SOON = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(ServedCertificate.class);
    private static final long LOOK_EVERY_MS = 5_000;
    private static final Duration REMIND_EVERY = Duration.ofDays(1);

    private final String use;
    private final Path certificateFile;
    private final Path keyFile;
    private final InstantSource clock;
    private final RenewableKeys keys;
    private final List<Consumer<ServerCertificate>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch;
    private volatile ServerCertificate current;
    // touched only by the watch
    private String read;
    private Duration sinceReminder = REMIND_EVERY;

    private ServedCertificate(String use, Path certificateFile, Path keyFile, InstantSource clock, long lookEveryMs)
            throws IOException {
        this.use = use;
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.clock = clock;
        String certificate = ServerCertificate.text(certificateFile);
        String key = ServerCertificate.text(keyFile);
        this.current = ServerCertificate.parse(certificateFile, certificate, keyFile, key);
        this.read = certificate + key;
        this.keys = new RenewableKeys(current);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "certificate-" + use));
        ScheduledFuture<?> unused =
                watch.scheduleWithFixedDelay(() -> look(lookEveryMs), 0, lookEveryMs, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes a certificate into use.
     *
     * @param use what it is shown for, {@code http} or {@code mqtt}: for logs and measures
     * @throws IOException naming the file that does not do, and what was expected
     */
    public static ServedCertificate open(String use, Path certificate, Path key, InstantSource clock)
            throws IOException {
        return open(use, certificate, key, clock, LOOK_EVERY_MS);
    }

    static ServedCertificate open(String use, Path certificate, Path key, InstantSource clock, long lookEveryMs)
            throws IOException {
        return new ServedCertificate(use, certificate, key, clock, lookEveryMs);
    }

    /** The one that is shown now. */
    public ServerCertificate current() {
        return current;
    }

    /** What it is shown for. */
    public String use() {
        return use;
    }

    /** How long it is good for still; negative when its time is over. */
    public Duration left() {
        return Duration.between(clock.instant(), current.notAfter());
    }

    /** Is told of each renewal, on the thread {@code certificate-…}. */
    public void onRenewal(Consumer<ServerCertificate> listener) {
        listeners.add(listener);
    }

    /** For servers: always shows the newest. */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private void look(long sinceMs) {
        try {
            String certificate = ServerCertificate.text(certificateFile);
            String key = ServerCertificate.text(keyFile);
            if (!read.equals(certificate + key)) {
                read = certificate + key;
                renew(ServerCertificate.parse(certificateFile, certificate, keyFile, key));
            }
        } catch (IOException | RuntimeException e) {
            // of two files one is replaced first: the next look finds them in step
            log.atWarn()
                    .addKeyValue("use", use)
                    .addKeyValue("reason", e.getMessage())
                    .log("renewed certificate not taken into use; the one before stays");
        }
        remind(Duration.ofMillis(sinceMs));
    }

    private void renew(ServerCertificate renewed) {
        keys.renew(renewed);
        current = renewed;
        sinceReminder = REMIND_EVERY;
        listeners.forEach(listener -> listener.accept(renewed));
        log.atInfo()
                .addKeyValue("use", use)
                .addKeyValue("until", renewed.notAfter())
                .log("renewed certificate in use");
    }

    private void remind(Duration passed) {
        sinceReminder = sinceReminder.plus(passed);
        if (left().compareTo(SOON) < 0 && sinceReminder.compareTo(REMIND_EVERY) >= 0) {
            sinceReminder = Duration.ZERO;
            log.atWarn()
                    .addKeyValue("use", use)
                    .addKeyValue("file", certificateFile)
                    .addKeyValue("until", current.notAfter())
                    .log("certificate-expires: expected a new one in its file; the hub takes it from there");
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
