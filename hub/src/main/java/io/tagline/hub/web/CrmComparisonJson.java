package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.crm.ReconciliationView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Both sides of one model compared, in the API; the meaning of each is {@link ReconciliationView}'s. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CrmComparisonJson(
        String model,
        Instant startedAt,
        Optional<Instant> endedAt,
        long ours,
        long theirs,
        long missingThere,
        long missingHere,
        long different,
        long duplicates,
        long repaired,
        List<ExampleJson> examples) {

    /** One that differs: missing-here, missing-there, duplicate or different. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ExampleJson(String kind, String key, String remoteId, List<String> fields) {}

    static CrmComparisonJson of(ReconciliationView run, boolean keySeen) {
        return new CrmComparisonJson(
                run.model(),
                run.startedAt(),
                run.endedAt(),
                run.ours(),
                run.theirs(),
                run.missingThere(),
                run.missingHere(),
                run.different(),
                run.duplicates(),
                run.repaired(),
                run.examples().stream()
                        .flatMap(line -> CrmComparisonModel.Example.of(line, keySeen).stream())
                        .map(example -> new ExampleJson(
                                example.kind(),
                                keySeen ? example.key() : "",
                                example.remoteId(),
                                example.fields().isEmpty()
                                        ? List.of()
                                        : List.of(example.fields().split(", ", -1))))
                        .toList());
    }
}
