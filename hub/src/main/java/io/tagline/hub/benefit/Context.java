package io.tagline.hub.benefit;

import io.tagline.hub.benefit.BenefitArea.Kind;
import io.tagline.hub.promise.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** To which areas something counts, as far as its order says. */
record Context(Optional<String> product, Optional<String> segment, Optional<Destination> to) {

    /** With the site, where there is one. */
    List<BenefitArea> areas(Optional<String> site) {
        List<BenefitArea> areas = new ArrayList<>();
        add(areas, Kind.SITE, site);
        add(areas, Kind.PRODUCT, product);
        add(areas, Kind.SEGMENT, segment);
        add(areas, Kind.REGION, to.filter(there -> there.country().isPresent()).map(Destination::area));
        return areas;
    }

    private static void add(List<BenefitArea> areas, Kind kind, Optional<String> id) {
        id.filter(text -> !text.isBlank()).ifPresent(text -> areas.add(BenefitArea.of(kind, text)));
    }
}
