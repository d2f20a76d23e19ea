package io.tagline.hub.web;

import io.tagline.hub.crm.ReconciliationView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Both sides of one model compared, in the words of a page.
 *
 * @param ended empty while it runs
 * @param level whether nothing was found to differ
 * @param fields of the examples: how often each was different
 */
record CrmComparisonModel(
        String model,
        CrmMoment started,
        Optional<CrmMoment> ended,
        long ours,
        long theirs,
        long missingThere,
        long missingHere,
        long different,
        long duplicates,
        long repaired,
        boolean level,
        Map<String, Long> fields,
        List<Example> examples) {
    private static final int MOST_SHOWN = 20;

    /**
     * One that differs.
     *
     * @param kind missing-here, missing-there, duplicate or different
     * @param key masked for who may not see it
     * @param remoteId empty if it isn't there
     * @param fields with commas
     */
    record Example(String kind, String key, String remoteId, String fields) {
        /** Out of a line of {@link ReconciliationView#examples}. */
        static Optional<Example> of(String line, boolean keySeen) {
            String[] words = line.split(" ", -1);
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(new Example(
                            words[0],
                            keySeen ? words[1] : CrmConflictModel.MASK,
                            words.length > 2 ? words[2] : "",
                            Arrays.stream(words).skip(3).collect(Collectors.joining(", "))));
        }
    }

    static CrmComparisonModel of(ReconciliationView run, boolean keySeen, Function<Instant, CrmMoment> at) {
        List<Example> examples = run.examples().stream()
                .flatMap(line -> Example.of(line, keySeen).stream())
                .toList();
        Map<String, Long> fields = examples.stream()
                .flatMap(example -> Arrays.stream(example.fields().split(", ", -1)))
                .filter(field -> !field.isEmpty())
                .collect(Collectors.groupingBy(field -> field, TreeMap::new, Collectors.counting()));
        return new CrmComparisonModel(
                run.model(),
                at.apply(run.startedAt()),
                run.endedAt().map(at),
                run.ours(),
                run.theirs(),
                run.missingThere(),
                run.missingHere(),
                run.different(),
                run.duplicates(),
                run.repaired(),
                run.missingThere() + run.missingHere() + run.different() + run.duplicates() == 0,
                fields,
                examples.stream().limit(MOST_SHOWN).toList());
    }
}
