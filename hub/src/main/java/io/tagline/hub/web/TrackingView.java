package io.tagline.hub.web;

import io.tagline.hub.promise.Promises;
import io.tagline.hub.timeline.ParcelStamp;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.TrackingLink;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.ObjectMapper;

/**
 * Makes a parcel's page and its changing part, or finds the page made before: customers look again and again, and mostly there is
 * no news. A page that is found has the stamp that the database gives at this moment, so it is never older than the database, with
 * several hubs on one too. Safe for any thread.
 */
final class TrackingView {
    /** About 3,500 pages of long timelines. */
    private static final long MOST_BYTES = 32L << 20;

    private final Parcels parcels;
    private final Promises promises;
    private final ParcelRegion regions;
    private final Fragments fragments;
    private final Times times;
    private final InstantSource clock;
    private final Assets assets;
    private final ParcelData data;
    private final WholePages pages = new WholePages(MOST_BYTES);

    TrackingView(
            Parcels parcels,
            Promises promises,
            ParcelRegion regions,
            Fragments fragments,
            Times times,
            InstantSource clock,
            Assets assets,
            ObjectMapper json) {
        this.parcels = parcels;
        this.promises = promises;
        this.regions = regions;
        this.fragments = fragments;
        this.times = times;
        this.clock = clock;
        this.assets = assets;
        this.data = new ParcelData(json);
    }

    /**
     * The whole page; empty for a link that opens nothing.
     *
     * @param areas that the viewer may open besides; a customer none
     */
    Optional<WholePage> page(TrackingLink link, Locale language, Set<String> areas) {
        // read before what it stands for: news that comes in between makes the page newer than its stamp, never older
        Optional<ParcelStamp> stamp = parcels.stamp(link);
        LocalDate today = today();
        if (stamp.isEmpty() || !areas.isEmpty()) {
            return stamp.flatMap(current -> made(link, current, today, language, areas));
        }
        Optional<WholePage> kept = kept(link, language, stamp.get(), today);
        return kept.isPresent()
                ? kept
                : made(link, stamp.get(), today, language, areas).map(page -> {
                    pages.put(new WholePages.Key(link, language), page);
                    return page;
                });
    }

    /** The changing part, anew; empty for a link that opens nothing. */
    Optional<String> region(TrackingLink link, Locale language) {
        return parcels.byLink(link).map(parcel -> regions.render(model(parcel, language), language));
    }

    /** Version of the changing part, where that is known without making it. */
    Optional<String> version(TrackingLink link, Locale language) {
        return parcels.stamp(link)
                .flatMap(current -> kept(link, language, current, today()))
                .map(WholePage::version);
    }

    private Optional<WholePage> kept(TrackingLink link, Locale language, ParcelStamp current, LocalDate today) {
        return pages.get(new WholePages.Key(link, language)).filter(page -> page.isOf(current, today));
    }

    private Optional<WholePage> made(
            TrackingLink link, ParcelStamp stamp, LocalDate today, Locale language, Set<String> areas) {
        return parcels.byLink(link).map(parcel -> {
            TrackingModel shown = model(parcel, language);
            String region = regions.render(shown, language);
            String version = Version.of(region);
            Map<String, Object> page = new HashMap<>();
            page.put("parcel", shown);
            page.put("link", link.token());
            page.put("data", data.of(parcel));
            page.put("stream", "/track/" + link.token() + "/events?" + Language.query(language));
            page.put("region", region);
            page.put("version", version);
            page.put("areas", areas);
            page.put("assets", assets.version());
            page.put("styles", assets.styles());
            String html = fragments.render("tracking", language, page);
            return new WholePage(stamp, today, version, WholePage.compressed(html));
        });
    }

    private TrackingModel model(ParcelView parcel, Locale language) {
        return TrackingModel.of(parcel, promises.history(parcel.id()), times.in(language), clock.instant());
    }

    private LocalDate today() {
        return clock.instant().atZone(times.zone(Optional.empty())).toLocalDate();
    }
}
