package io.tagline.hub.crm.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with fields of ours in braces: {@code Parcel {parcel.tracking-number}: {event.text}}. Immutable. */
final class Template {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

    private final String text;
    /** Literals and fields by turns, a literal first and last; one literal more than fields. */
    private final List<String> literals;

    private final List<OurField> fields;

    private Template(String text, List<String> literals, List<OurField> fields) {
        this.text = text;
        this.literals = List.copyOf(literals);
        this.fields = List.copyOf(fields);
    }

    /** @throws IllegalArgumentException for braces that hold no field of ours */
    static Template parse(String text) {
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
        return new Template(text, literals, fields);
    }

    private static String literal(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException("has a brace without its other: expected {and a field} in two");
        }
        return part;
    }

    Set<OurField> fields() {
        return new LinkedHashSet<>(fields);
    }

    /** As they follow each other, one between each two literals. */
    List<OurField> inOrder() {
        return fields;
    }

    /** The fixed parts. */
    List<String> literals() {
        return literals;
    }

    /** What it comes to; empty if it has fields and none of them a value. */
    Optional<String> render(Facts facts, Words words) {
        StringBuilder rendered = new StringBuilder(literals.get(0));
        boolean any = fields.isEmpty();
        for (int i = 0; i < fields.size(); i++) {
            Optional<String> value = facts.get(fields.get(i)).map(words::say);
            any |= value.isPresent();
            rendered.append(value.orElse("")).append(literals.get(i + 1));
        }
        return any ? Optional.of(rendered.toString().strip()).filter(said -> !said.isEmpty()) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
