package io.tagline.hub.benefit;

import io.tagline.hub.benefit.BenefitArea.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What has been counted of one day, by figure and area. Confined to whoever counts. */
final class Tally {
    /** Of each kind; the areas with the least to count are not shown apart, and are in the whole still. */
    static final int MOST_AREAS = 200;

    private final Map<Figure, TreeMap<BenefitArea, Measure>> measures = new EnumMap<>(Figure.class);

    /** For the whole and for these. */
    void add(Figure figure, Collection<BenefitArea> areas, Measure measure) {
        TreeMap<BenefitArea, Measure> byArea = measures.computeIfAbsent(figure, first -> new TreeMap<>());
        byArea.merge(BenefitArea.ALL, measure, Measure::plus);
        for (BenefitArea area : areas) {
            byArea.merge(area, measure, Measure::plus);
        }
    }

    /** What was counted of an area; nothing if it was not counted. */
    Measure of(Figure figure, BenefitArea area) {
        return measures.getOrDefault(figure, new TreeMap<>()).getOrDefault(area, Measure.NONE);
    }

    /** All of it, of no more areas than are kept. */
    Map<Figure, Map<BenefitArea, Measure>> kept() {
        Set<BenefitArea> areas = keptAreas();
        Map<Figure, Map<BenefitArea, Measure>> kept = new EnumMap<>(Figure.class);
        measures.forEach((figure, byArea) -> {
            Map<BenefitArea, Measure> some = new TreeMap<>(byArea);
            some.keySet().retainAll(areas);
            kept.put(figure, some);
        });
        return kept;
    }

    private Set<BenefitArea> keptAreas() {
        Map<BenefitArea, Long> sizes = new HashMap<>();
        measures.values()
                .forEach(byArea -> byArea.forEach((area, measure) -> sizes.merge(area, measure.all(), Long::sum)));
        Comparator<BenefitArea> largest = Comparator.comparing(area -> -sizes.getOrDefault(area, 0L));
        Set<BenefitArea> kept = new HashSet<>();
        for (Kind kind : Kind.values()) {
            List<BenefitArea> ofKind = sizes.keySet().stream()
                    .filter(area -> area.kind() == kind)
                    .sorted(largest.thenComparing(Comparator.naturalOrder()))
                    .limit(MOST_AREAS)
                    .toList();
            kept.addAll(ofKind);
        }
        return kept;
    }
}
