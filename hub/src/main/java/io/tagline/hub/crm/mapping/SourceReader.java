package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.peer.Value;
import io.tagline.settings.SettingsNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads where a field's value comes from: one of {@code from, text, value, number, flag, link}. */
final class SourceReader {
    private static final List<String> KEYS = List.of("from", "text", "value", "number", "flag", "link");
    private static final Source NOTHING = new Source.Fixed(new Value.Nothing(), "nothing");
    private static final double MOST = 1e12;

    private SourceReader() {}

    static Source read(SettingsNode node, Entity entity) {
        Optional<String> from = node.text("from").optional();
        Optional<Template> text = node.text("text")
                .as("a template", said -> MappingReader.known(entity, Template.parse(said), Template::fields))
                .optional();
        Optional<String> value = node.text("value").optional();
        Optional<Double> number = node.decimal("number", -MOST, MOST).optional();
        Optional<Boolean> flag = node.bool("flag").optional();
        Optional<String> link = node.text("link").optional();
        Optional<String> navigation = node.text("navigation").optional();
        long given = KEYS.stream().filter(node::has).count();
        if (given != 1) {
            node.refuse("", given + " of " + String.join(", ", KEYS) + "; expected one of them");
            return NOTHING;
        }
        return from.flatMap(name -> field(node, "from", name, entity))
                .<Source>map(Source.From::new)
                .or(() -> text.map(Source.Text::new))
                .or(() -> value.map(said -> new Source.Fixed(new Value.Text(said), "\"" + said + "\"")))
                .or(() -> number.map(
                        said -> new Source.Fixed(new Value.Decimal(BigDecimal.valueOf(said)), String.valueOf(said))))
                .or(() -> flag.map(said -> new Source.Fixed(new Value.Flag(said), String.valueOf(said))))
                .or(() -> link.map(place -> new Source.LinkTo(place, navigation)))
                .orElse(NOTHING);
    }

    /** A field by its name, if things of this kind have it; else the problem is noted. */
    static Optional<OurField> field(SettingsNode node, String key, String name, Entity entity) {
        Optional<OurField> field =
                OurField.ofCode(name).filter(known -> OurField.known(entity).contains(known.entity()));
        if (field.isEmpty()) {
            node.refuse(
                    key,
                    name + " is no field of the hub's for a place of " + entity.code() + "; expected one of "
                            + String.join(", ", OurField.names(entity)));
        }
        return field;
    }
}
