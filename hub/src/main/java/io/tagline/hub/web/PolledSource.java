package io.tagline.hub.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A source that tells nobody when it changes, and is looked at again and again.
 *
 * @param allowed whether the viewer may still see it; asked at each look
 */
record PolledSource(Supplier<String> html, BooleanSupplier allowed, ScheduledExecutorService clock, Duration every)
        implements LiveSource {

    @Override
    public Optional<String> render() {
        return allowed.getAsBoolean() ? Optional.of(html.get()) : Optional.empty();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        ScheduledFuture<?> looking =
                clock.scheduleAtFixedRate(changed, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return () -> looking.cancel(false);
    }
}
