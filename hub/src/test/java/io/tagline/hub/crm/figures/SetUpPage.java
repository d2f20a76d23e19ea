package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.fake.http.FakeField;
import io.tagline.hub.crm.fake.http.FakeModel;
import io.tagline.hub.crm.mapping.CrmKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page of the documents tells an administrator to make: of each table one row, with the columns that are there and those to be
 * made, e.g. {@code `name` text (160), needed; `tgl_order` lookup of `salesorder` (`tgl_Order`)}.
 */
record SetUpPage(Map<String, Map<String, FakeField>> models, Map<String, String> navigations) {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Za-z_]+)` \\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);
    private static final Pattern COLUMN = Pattern.compile(
            "`(?<name>[A-Za-z_0-9]+)` (?:text \\((?<longest>\\d+)\\)|lookup of `(?<target>[A-Za-z_]+)`(?: \\(`(?<way>[A-Za-z_]+)`\\))?"
                    + "|picklist of (?<choices>\\w+(?:, (?!needed)\\w+)*)"
                    + "|(?<plain>whole number|number|yes/no|checkbox|date/time|date and time|date only|date))(?<needed>, needed)?");

    static SetUpPage of(CrmKind kind) {
        Map<String, Map<String, FakeField>> models = new LinkedHashMap<>();
        Map<String, String> navigations = new TreeMap<>();
        for (Matcher row = ROW.matcher(text(kind)); row.find(); ) {
            String model = row.group(1);
            Map<String, FakeField> fields = new LinkedHashMap<>();
            Stream.of(row.group(2), row.group(3))
                    .flatMap(cell -> Stream.of(cell.split(";", -1)))
                    .map(String::strip)
                    .filter(cell -> cell.startsWith("`"))
                    .forEach(cell -> {
                        Matcher column = COLUMN.matcher(cell);
                        if (!column.matches()) {
                            throw new IllegalStateException(model + ": expected a column and its type: " + cell);
                        }
                        fields.put(column.group("name"), field(column));
                        Optional.ofNullable(column.group("way"))
                                .ifPresent(way -> navigations.put(model + "." + column.group("name"), way));
                    });
            models.put(model, fields);
        }
        return new SetUpPage(models, navigations);
    }

    private static String text(CrmKind kind) {
        try {
            return Files.readString(Path.of("docs", "crm-" + kind.code() + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeField field(Matcher is) {
        String name = is.group("name");
        FakeField field;
        if (is.group("longest") != null) {
            field = FakeField.text(name, Integer.parseInt(is.group("longest")));
        } else if (is.group("target") != null) {
            field = FakeField.link(name, is.group("target"));
        } else if (is.group("choices") != null) {
            field = FakeField.choice(name, is.group("choices").split(", ", -1));
        } else {
            field = FakeField.of(
                    name,
                    switch (is.group("plain")) {
                        case "whole number", "number" -> FakeField.Type.NUMBER;
                        case "yes/no", "checkbox" -> FakeField.Type.FLAG;
                        case "date/time", "date and time" -> FakeField.Type.MOMENT;
                        default -> FakeField.Type.DAY;
                    });
        }
        return is.group("needed") == null ? field : field.needed();
    }

    /** As a stand-in has it. */
    FakeModel model(String name, String idPrefix, String key) {
        Map<String, FakeField> fields = Optional.ofNullable(models.get(name)).orElseThrow();
        return FakeModel.of(
                name,
                idPrefix,
                key,
                true,
                fields.values().stream()
                        .filter(field -> !field.name().equals(key))
                        .toArray(FakeField[]::new));
    }
}
