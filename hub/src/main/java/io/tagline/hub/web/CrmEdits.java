package io.tagline.hub.web;

import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationView;
import io.tagline.hub.crm.peer.Value;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/** What somebody wants an operation to send instead: of what they see alone, and with what was wanted before of what they don't. */
final class CrmEdits {
    private CrmEdits() {}

    /**
     * All that is to be sent instead of ours.
     *
     * @param wanted by the CRM's names; what is as it was is no edit
     * @return empty if nothing is other than it was
     * @throws ProblemException 422 for a field that the operation doesn't have, 403 for one that they don't get to see
     */
    static SortedMap<String, String> of(
            OperationView operation, Map<String, String> wanted, Guards guards, CrmSight sight) {
        SortedMap<String, String> edits = new TreeMap<>();
        operation.edits().forEach((name, value) -> edits.put(name, OperationView.plain(value)));
        SortedMap<String, String> before = new TreeMap<>(edits);
        wanted.forEach((name, text) -> {
            Value now = Optional.ofNullable(operation.fields().get(name)).orElseThrow(() -> noField(operation, name));
            if (!sight.allows(guards, name)) {
                throw new ProblemException(Problem.of(
                        HttpStatus.FORBIDDEN,
                        "crm-field-hidden",
                        "field \"" + name + "\": expected one that you may see (visibility in the settings)"));
            }
            String value = text.replace("\r\n", "\n");
            if (edits.containsKey(name) || !value.equals(OperationView.plain(now))) {
                edits.put(name, value);
            }
        });
        return edits.equals(before) ? new TreeMap<>() : edits;
    }

    private static ProblemException noField(OperationView operation, String name) {
        return refused("field \"" + name + "\": expected one of "
                + String.join(", ", operation.fields().keySet()));
    }

    static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "crm-edit-refused", detail));
    }
}
