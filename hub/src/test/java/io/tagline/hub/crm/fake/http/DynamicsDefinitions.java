package io.tagline.hub.crm.fake.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** "Query table definitions using the Web API": columns of a table; choices and lengths by casting to the column's own type. */
final class DynamicsDefinitions {
    private static final Map<String, FakeField.Type> CASTS = Map.of(
            "/Microsoft.Dynamics.CRM.StringAttributeMetadata", FakeField.Type.TEXT,
            "/Microsoft.Dynamics.CRM.PicklistAttributeMetadata", FakeField.Type.CHOICE,
            "/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata", FakeField.Type.DAY);

    private DynamicsDefinitions() {}

    static ObjectNode of(FakeModel kind, @Nullable String cast) {
        ObjectNode body = Request.JSON.createObjectNode();
        ArrayNode value = body.putArray("value");
        for (FakeField field : kind.fields().values()) {
            if (cast != null && field.type() != CASTS.get(cast)) {
                continue;
            }
            ObjectNode node = value.addObject();
            node.put("LogicalName", field.name())
                    .put("AttributeType", type(field))
                    .put("IsValidForCreate", !field.readOnly())
                    .put("IsValidForUpdate", !field.readOnly())
                    .putObject("RequiredLevel")
                    .put("Value", field.required() ? "ApplicationRequired" : "None");
            if (cast != null && field.type() == FakeField.Type.TEXT) {
                node.put("MaxLength", field.longest());
            }
            if (cast != null && field.type() == FakeField.Type.DAY) {
                node.putObject("DateTimeBehavior").put("Value", "DateOnly");
            }
            if (cast != null && field.type() == FakeField.Type.CHOICE) {
                ArrayNode options = node.putObject("OptionSet").putArray("Options");
                field.choices().forEach(choice -> options.addObject().put("Value", Integer.parseInt(choice)));
            }
        }
        return body;
    }

    private static String type(FakeField field) {
        return switch (field.type()) {
            case TEXT -> "String";
            case NUMBER -> "Decimal";
            case FLAG -> "Boolean";
            case DAY, MOMENT -> "DateTime";
            case CHOICE -> "Picklist";
            case LINK -> "Lookup";
        };
    }
}
