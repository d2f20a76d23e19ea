package io.tagline.edge;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.passage.Passage;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each passage judged and tells those who show the verdict, at once: a parcel is through the door in a second, and neither the disk
 * nor the hub is waited for. Confined to the thread {@code portals}.
 */
final class Doorkeeper {
    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

    private final Judge judge;
    private final List<Consumer<Judgement>> shows;
    private final Map<Verdict, Counter> counted = new EnumMap<>(Verdict.class);

    /** @param shows told of each verdict in this order; none may wait */
    Doorkeeper(Judge judge, Counters counters, List<Consumer<Judgement>> shows) {
        this.judge = judge;
        this.shows = List.copyOf(shows);
        for (Verdict verdict : Verdict.values()) {
            String name = verdict.name().toLowerCase(Locale.ROOT);
            counted.put(
                    verdict,
                    counters.counter(
                            "tagline_verdict_" + name + "_total", "Scans with the verdict " + verdict.code() + "."));
        }
    }

    /** For where no verdicts are shown. */
    static Doorkeeper silent() {
        return new Doorkeeper(new Judge(), new Counters(), List.of());
    }

    void passed(Passage passage) {
        Judgement judgement = judge.judge(passage.portal(), passage.epc(), passage.direction(), passage.atTick());
        Counter counter = counted.get(judgement.verdict());
        if (counter != null) {
            counter.increment();
        }
        for (Consumer<Judgement> show : shows) {
            try {
                show.accept(judgement);
            } catch (RuntimeException e) {
                // the scan is not in the journal yet: it matters more than what is shown of it
                log.atError()
                        .setCause(e)
                        .addKeyValue("portal", passage.portal())
                        .log("verdict not shown");
            }
        }
    }
}
