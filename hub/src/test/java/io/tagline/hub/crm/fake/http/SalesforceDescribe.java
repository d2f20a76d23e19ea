package io.tagline.hub.crm.fake.http;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** "sObject Describe": the parts of it that an integration needs. */
final class SalesforceDescribe {
    private SalesforceDescribe() {}

    static ObjectNode of(FakeModel model) {
        ObjectNode body = Request.JSON.createObjectNode();
        body.put("name", model.name());
        ArrayNode fields = body.putArray("fields");
        for (String system : new String[] {"CreatedDate", "SystemModstamp"}) {
            fields.addObject()
                    .put("name", system)
                    .put("type", "datetime")
                    .put("createable", false)
                    .put("updateable", false)
                    .put("nillable", false)
                    .put("defaultedOnCreate", true);
        }
        for (FakeField field : model.fields().values()) {
            ObjectNode node = fields.addObject();
            node.put("name", field.name())
                    .put("type", type(field))
                    .put("length", field.type() == FakeField.Type.TEXT ? field.longest() : 0)
                    .put("createable", !field.readOnly())
                    .put("updateable", !field.readOnly())
                    .put("nillable", !field.required())
                    .put("defaultedOnCreate", false)
                    .put("externalId", field.name().equals(model.keyField()))
                    .put("unique", field.name().equals(model.keyField()) && model.unique())
                    .put("restrictedPicklist", field.type() == FakeField.Type.CHOICE);
            ArrayNode values = node.putArray("picklistValues");
            field.choices()
                    .forEach(choice -> values.addObject().put("active", true).put("value", choice));
            ArrayNode targets = node.putArray("referenceTo");
            field.target().ifPresent(targets::add);
            if (field.target().isPresent()) {
                node.put("relationshipName", SalesforceDialect.relationship(field.name()));
            }
        }
        return body;
    }

    private static String type(FakeField field) {
        return switch (field.type()) {
            case TEXT -> "string";
            case NUMBER -> "double";
            case FLAG -> "boolean";
            case DAY -> "date";
            case MOMENT -> "datetime";
            case CHOICE -> "picklist";
            case LINK -> "reference";
        };
    }
}
