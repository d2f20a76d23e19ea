package io.tagline.hub.crm;

import java.util.List;
import java.util.stream.Stream;

/**
 * One request to a CRM.
 *
 * @param bundles all of one model and step; none for a log-in that only tells whether we are let in
 */
record Errand(List<Bundle> bundles) {
    Errand {
        bundles = List.copyOf(bundles);
    }

    static Errand check() {
        return new Errand(List.of());
    }

    boolean isCheck() {
        return bundles.isEmpty();
    }

    boolean writes() {
        return !isCheck() && bundles.get(0).step() == Prepared.Step.WRITE;
    }

    List<Prepared> all() {
        return bundles.stream().flatMap(Errand::runOf).toList();
    }

    private static Stream<Prepared> runOf(Bundle bundle) {
        return bundle.run().stream();
    }
}
