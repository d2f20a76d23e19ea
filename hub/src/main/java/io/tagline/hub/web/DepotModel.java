package io.tagline.hub.web;

import io.tagline.hub.manifest.LoadView;
import io.tagline.hub.timeline.SiteExceptions;
import io.tagline.hub.wish.DeliveryWishes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a depot works off: loads at its doors, what is wrong with their parcels, and what addressees wish. */
record DepotModel(List<Door> doors, List<Wish> wishes, List<Wrong> exceptions) {

    /** Beyond it a page is no help: the office has the whole list. */
    private static final int MOST_NUMBERS = 200;

    /**
     * A door with its open load.
     *
     * @param expected how many belong to the load
     * @param left the numbers of those that have not passed and can be seen at the door
     * @param untagged those that no door can know until a tag is put on
     * @param refused those that must not pass, with whether they did
     */
    record Door(
            String portal,
            String load,
            String direction,
            int expected,
            long passed,
            List<String> left,
            List<String> untagged,
            List<Refused> refused,
            Times.Local closesAt) {}

    /** A parcel that must not pass. */
    record Refused(String number, String reason, boolean passed) {}

    /** What an addressee wishes; {@code day} where it is for a day. */
    record Wish(String number, String kind, String day, Times.Local at) {}

    /** A parcel that something is wrong with here; {@code path} of the page where that is cleared. */
    record Wrong(String event, String path, String kind, String number, Times.Local since) {
        static Wrong of(SiteExceptions.Open open, String site, Times times) {
            return new Wrong(
                    open.event().toString(),
                    "/depot/" + site + "/exceptions/" + open.event(),
                    open.kind().code(),
                    open.trackingNumber(),
                    times.at(open.since(), Optional.of(site)));
        }
    }

    static DepotModel of(
            String site,
            List<LoadView> loads,
            List<DeliveryWishes.Wished> wishes,
            List<SiteExceptions.Open> exceptions,
            Times times) {
        return new DepotModel(
                loads.stream().map(load -> door(load, site, times)).toList(),
                wishes.stream()
                        .map(wished -> new Wish(
                                wished.trackingNumber(),
                                wished.wish().kind().code(),
                                wished.wish().day().map(times::day).orElse(""),
                                times.at(wished.wish().at(), Optional.of(site))))
                        .toList(),
                exceptions.stream().map(open -> Wrong.of(open, site, times)).toList());
    }

    private static Door door(LoadView load, String site, Times times) {
        List<LoadView.Parcel> expected =
                load.parcels().stream().filter(LoadView.Parcel::expected).toList();
        return new Door(
                load.portal(),
                load.load(),
                load.direction().code(),
                expected.size(),
                expected.stream().filter(LoadView.Parcel::passed).count(),
                numbers(expected, parcel -> parcel.tagged() && !parcel.passed()),
                numbers(expected, parcel -> !parcel.tagged()),
                load.parcels().stream()
                        .filter(parcel -> !parcel.expected())
                        .limit(MOST_NUMBERS)
                        .map(parcel -> new Refused(
                                parcel.trackingNumber(), parcel.refused().orElse(""), parcel.passed()))
                        .toList(),
                times.at(load.closesAt(), Optional.of(site)));
    }

    private static List<String> numbers(List<LoadView.Parcel> parcels, Predicate<LoadView.Parcel> which) {
        return parcels.stream()
                .filter(which)
                .limit(MOST_NUMBERS)
                .map(LoadView.Parcel::trackingNumber)
                .toList();
    }

    Map<String, Object> asMap() {
        return Map.of("depot", this);
    }
}
