package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import java.util.Map;
import java.util.Optional;

/**
 * How long texts may be. One that is too long is cut, and ends with an ellipsis; but what a CRM may change isn't, since what is cut
 * there would come back as a change.
 */
record Lengths(PeerSchema schema) {
    static final Lengths NONE = new Lengths(new PeerSchema(Map.of()));
    private static final String ELLIPSIS = "…";

    Value cut(String model, FieldRule rule, Value value) {
        if (!(value instanceof Value.Text text) || rule.owner() != Owner.HUB) {
            return value;
        }
        Optional<Integer> longest = longest(model, rule);
        return longest.isPresent() && text.text().length() > longest.get()
                ? new Value.Text(cut(text.text(), longest.get()))
                : value;
    }

    private Optional<Integer> longest(String model, FieldRule rule) {
        Optional<Integer> theirs = Optional.ofNullable(schema.models().get(model))
                .flatMap(known -> Optional.ofNullable(known.fields().get(rule.remote())))
                .flatMap(PeerSchema.Field::longest);
        return rule.longest().map(ours -> Math.min(ours, theirs.orElse(ours))).or(() -> theirs);
    }

    /** Never through a sign that takes two places. */
    static String cut(String text, int longest) {
        int end = Math.max(0, longest - ELLIPSIS.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}
