package io.tagline.hub.crm.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with fields of ours in braces: {@code Parcel {parcel.tracking-number}: {event.text}}. What stands in square brackets together
 * with fields is left out where one of these has no value: {@code {order.status}[, expected {order.promise}]}. Immutable.
 */
final class Template {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]{}]*(?:\\{[^{}\\[\\]]*}[^\\[\\]{}]*)+)]");

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Literals and fields by turns, a literal first and last; one literal more than fields.
     *
     * @param optional whether all of it is left out where one of its fields has no value
     */
    private record Part(List<String> literals, List<OurField> fields, boolean optional) {
        static Part parse(String text, boolean optional) {
            List<String> literals = new ArrayList<>();
            List<OurField> fields = new ArrayList<>();
            Matcher matcher = FIELD.matcher(text);
            int end = 0;
            while (matcher.find()) {
                literals.add(literal(text.substring(end, matcher.start())));
                String name = matcher.group(1);
                fields.add(OurField.ofCode(name)
                        .orElseThrow(() -> new IllegalArgumentException("{" + name + "} is no field of the hub's")));
                end = matcher.end();
            }
            literals.add(literal(text.substring(end)));
            return new Part(List.copyOf(literals), List.copyOf(fields), optional);
        }

        void render(Facts facts, Words words, StringBuilder onto) {
            if (optional && !fields.stream().allMatch(field -> facts.get(field).isPresent())) {
                return;
            }
            onto.append(literals.get(0));
            for (int i = 0; i < fields.size(); i++) {
                onto.append(facts.get(fields.get(i)).map(words::say).orElse("")).append(literals.get(i + 1));
            }
        }
    }

    /** @throws IllegalArgumentException for braces that hold no field of ours */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = OPTIONAL.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(Part.parse(text.substring(end, matcher.start()), false));
            parts.add(Part.parse(matcher.group(1), true));
            end = matcher.end();
        }
        parts.add(Part.parse(text.substring(end), false));
        return new Template(text, parts);
    }

    private static String literal(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException("has a brace without its other: expected {and a field} in two");
        }
        return part;
    }

    Set<OurField> fields() {
        return new LinkedHashSet<>(inOrder());
    }

    /** Whether some of it may be left out. */
    boolean hasOptional() {
        return parts.size() > 1;
    }

    /** As they follow each other. */
    List<OurField> inOrder() {
        return parts.stream().flatMap(part -> part.fields().stream()).toList();
    }

    /** The fixed parts; of a text of which nothing is left out, a field stands between each two. */
    List<String> literals() {
        return parts.stream().flatMap(part -> part.literals().stream()).toList();
    }

    /** What it comes to; empty if it has fields and none of them a value. */
    Optional<String> render(Facts facts, Words words) {
        List<OurField> fields = inOrder();
        if (!fields.isEmpty()
                && fields.stream().noneMatch(field -> facts.get(field).isPresent())) {
            return Optional.empty();
        }
        StringBuilder rendered = new StringBuilder();
        parts.forEach(part -> part.render(facts, words, rendered));
        return Optional.of(rendered.toString().strip()).filter(said -> !said.isEmpty());
    }

    @Override
    public String toString() {
        return text;
    }
}
