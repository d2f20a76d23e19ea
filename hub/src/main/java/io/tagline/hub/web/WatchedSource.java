package io.tagline.hub.web;

import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.tracking.ParcelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A source that is told of news of its parcels at once, and looked at again and again for all else.
 *
 * @param html empty once there is nothing to show any more
 * @param allowed whether the viewer may still see it; asked at each look
 * @param parcels that were there when the page was opened; later ones show at the next look
 */
record WatchedSource(
        Supplier<Optional<String>> html,
        BooleanSupplier allowed,
        LiveUpdates updates,
        List<ParcelId> parcels,
        ScheduledExecutorService clock)
        implements LiveSource {

    private static final long LOOK_EVERY_MS = 5_000;

    @Override
    public Optional<String> render() {
        return allowed.getAsBoolean() ? html.get() : Optional.empty();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        List<LiveUpdates.Subscription> news = new ArrayList<>();
        parcels.forEach(parcel -> news.add(updates.subscribe(parcel, changed)));
        ScheduledFuture<?> looking =
                clock.scheduleAtFixedRate(changed, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        return () -> {
            looking.cancel(false);
            news.forEach(LiveUpdates.Subscription::close);
        };
    }
}
