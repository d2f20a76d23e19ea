package io.tagline.hub.web;

import io.tagline.hub.manifest.LoadView;
import io.tagline.hub.manifest.LoadView.Parcel;
import java.time.Instant;
import java.util.List;

/**
 * A load in the API.
 *
 * @param agents that are told of it; none until one names the portal in its health
 * @param passed how many of those expected have passed
 * @param missing those expected that have not
 * @param untagged parcels that no door can know, since no tag is bound to them
 */
record LoadJson(
        String site,
        String portal,
        String load,
        String direction,
        Instant openedAt,
        Instant closesAt,
        List<String> agents,
        List<String> expected,
        List<RefusedJson> refuse,
        int passed,
        List<String> missing,
        List<String> untagged) {

    /** A parcel that must not pass, and why. */
    record RefusedJson(String trackingNumber, String reason) {}

    /** A load in a list. */
    record Summary(
            String portal,
            String load,
            String direction,
            Instant openedAt,
            Instant closesAt,
            List<String> agents,
            int expected,
            int refuse,
            int passed,
            int untagged) {

        static Summary of(LoadView load) {
            LoadJson whole = LoadJson.of(load);
            return new Summary(
                    load.portal(),
                    load.load(),
                    whole.direction(),
                    load.openedAt(),
                    load.closesAt(),
                    load.agents(),
                    whole.expected().size(),
                    whole.refuse().size(),
                    whole.passed(),
                    whole.untagged().size());
        }
    }

    static LoadJson of(LoadView load) {
        List<Parcel> expected = load.parcels().stream().filter(Parcel::expected).toList();
        List<String> missing =
                numbers(expected.stream().filter(parcel -> !parcel.passed()).toList());
        return new LoadJson(
                load.site(),
                load.portal(),
                load.load(),
                load.direction().code(),
                load.openedAt(),
                load.closesAt(),
                load.agents(),
                numbers(expected),
                load.parcels().stream()
                        .flatMap(parcel ->
                                parcel
                                        .refused()
                                        .map(reason -> new RefusedJson(parcel.trackingNumber(), reason))
                                        .stream())
                        .toList(),
                expected.size() - missing.size(),
                missing,
                numbers(load.parcels().stream()
                        .filter(parcel -> !parcel.tagged())
                        .toList()));
    }

    private static List<String> numbers(List<Parcel> parcels) {
        return parcels.stream().map(Parcel::trackingNumber).toList();
    }
}
