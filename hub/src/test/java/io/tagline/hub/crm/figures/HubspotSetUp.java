package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.FakeField;
import io.tagline.hub.crm.fake.http.FakeModel;
import io.tagline.hub.crm.fake.http.HubspotFake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Does to an account what {@code docs/crm-hubspot.md} tells an administrator to do, and nothing else. */
final class HubspotSetUp {
    private static final String KEY = "tagline_id";
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z_]+)` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`(?: \\(([a-z ]+)\\))?");

    private HubspotSetUp() {}

    static void of(FakeCrm crm) {
        Matcher row = ROW.matcher(page());
        int number = 0;
        while (row.find()) {
            List<FakeField> fields = new ArrayList<>();
            Stream.of(row.group(2), row.group(3)).forEach(cell -> {
                Matcher property = NAME.matcher(cell);
                while (property.find()) {
                    if (!property.group(1).equals(KEY)) {
                        fields.add(field(property.group(1), String.valueOf(property.group(2))));
                    }
                }
            });
            crm.store()
                    .define(FakeModel.of(
                            row.group(1), String.valueOf(++number), KEY, true, fields.toArray(FakeField[]::new)));
            Matcher other = NAME.matcher(row.group(4));
            while (other.find()) {
                HubspotFake.relate(crm, row.group(1), other.group(1));
            }
        }
    }

    private static FakeField field(String name, String type) {
        return switch (name) {
            // as the pipeline that each account has from the beginning
            case "hs_pipeline" -> FakeField.choice(name, "0");
            case "hs_pipeline_stage" -> FakeField.choice(name, "1", "2", "3", "4");
            default ->
                switch (type) {
                    case "checkbox" -> FakeField.of(name, FakeField.Type.FLAG);
                    case "number" -> FakeField.of(name, FakeField.Type.NUMBER);
                    case "date" -> FakeField.of(name, FakeField.Type.DAY);
                    case "date and time" -> FakeField.of(name, FakeField.Type.MOMENT);
                    default -> FakeField.text(name, 65_536);
                };
        };
    }

    private static String page() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path page = folder.resolve("hub/docs/crm-hubspot.md");
            if (Files.exists(page)) {
                try {
                    return Files.readString(page);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("hub/docs/crm-hubspot.md: expected above " + here);
    }
}
