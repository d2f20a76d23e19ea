package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.crm.ConflictView;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A conflict in the API, with what the caller may see.
 *
 * @param entity what of ours it is about, with its id
 * @param owner {@code hub}, {@code crm} or {@code both}
 * @param version to be given as If-Match by who decides
 * @param hidden whether values are left out that the caller doesn't get to see
 * @param state {@code open}, {@code ours}, {@code theirs}, {@code other} or {@code agreed}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CrmConflictJson(
        UUID id,
        String entity,
        UUID entityId,
        UUID customer,
        String model,
        String remoteId,
        String field,
        String owner,
        Optional<String> base,
        Optional<String> ours,
        Optional<String> theirs,
        boolean hidden,
        Instant foundAt,
        Instant changedAt,
        String version,
        String state,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {
    static CrmConflictJson of(ConflictView conflict, boolean seen) {
        return new CrmConflictJson(
                conflict.id(),
                conflict.target().entity().code(),
                conflict.target().id(),
                conflict.customer().value(),
                conflict.model(),
                conflict.remoteId(),
                conflict.field(),
                conflict.owner().name().toLowerCase(Locale.ROOT),
                conflict.base().filter(unused -> seen).map(ConflictView::plain),
                Optional.of(conflict.ours()).filter(unused -> seen).map(ConflictView::plain),
                Optional.of(conflict.theirs()).filter(unused -> seen).map(ConflictView::plain),
                !seen,
                conflict.foundAt(),
                conflict.changedAt(),
                conflict.version(),
                conflict.state(),
                conflict.decidedBy(),
                conflict.decidedAt());
    }
}
