package io.tagline.hub.crm.fake.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * "Error handling": {@code status, message, category, correlationId}; of one record of several, with its trace id. A value of a property
 * of unique values that another record has is a {@code VALIDATION_ERROR} whose message holds {@code CONFLICTING_UNIQUE_VALUE}; only an
 * address that another contact has is a {@code CONFLICT}.
 */
final class HubspotErrors {
    private static final String EMAIL = "email";

    private HubspotErrors() {}

    /** @param id of the contact that has the address */
    static StoreRefusal sameAddress(String id) {
        return new StoreRefusal(StoreRefusal.Why.DUPLICATE, EMAIL, "Contact already exists. Existing ID: " + id);
    }

    static Reply reply(int status, String category, String message) {
        ObjectNode body = Request.JSON.createObjectNode();
        body.put("status", "error")
                .put("message", message)
                .put("correlationId", "a43683b0-5717-4ceb-80b4-104d02915d8c")
                .put("category", category);
        return Reply.json(status, body);
    }

    static Reply reply(StoreRefusal refusal) {
        return reply(status(refusal), category(refusal), words(refusal));
    }

    /** One record of a batch, told by its trace id. */
    static void add(ArrayNode errors, JsonNode input, StoreRefusal refusal) {
        ObjectNode error = errors.addObject();
        error.put("status", "error")
                .put("category", category(refusal))
                .put("message", words(refusal))
                .putObject("context")
                .putArray("objectWriteTraceId")
                .add(input.path("objectWriteTraceId").asString(""));
        error.putArray("errors").addObject().put("message", words(refusal)).put("code", code(refusal));
    }

    private static boolean isSameAddress(StoreRefusal refusal) {
        return refusal.why == StoreRefusal.Why.DUPLICATE && refusal.what.equals(EMAIL);
    }

    private static String words(StoreRefusal refusal) {
        if (isSameAddress(refusal)) {
            return String.valueOf(refusal.getMessage());
        }
        return "Property values were not valid: [{\"isValid\":false,\"message\":\"" + refusal.getMessage()
                + "\",\"error\":\"" + code(refusal) + "\",\"name\":\"" + refusal.what + "\"}]";
    }

    private static String code(StoreRefusal refusal) {
        return switch (refusal.why) {
            case NO_FIELD -> "PROPERTY_DOESNT_EXIST";
            case READ_ONLY -> "READ_ONLY_VALUE";
            case MISSING -> "REQUIRED_FIELD";
            case TOO_LONG -> "PROPERTY_TOO_LONG";
            case BAD_CHOICE, BAD_TYPE -> "INVALID_OPTION";
            case DUPLICATE -> isSameAddress(refusal) ? "CONFLICT" : "CONFLICTING_UNIQUE_VALUE";
            case GONE, NO_LINK -> "OBJECT_NOT_FOUND";
            case LOCKED -> "LOCKED";
            case RULE, NO_MODEL -> "VALIDATION_RULE";
        };
    }

    private static String category(StoreRefusal refusal) {
        return switch (refusal.why) {
            case GONE -> "OBJECT_NOT_FOUND";
            case LOCKED -> "LOCKED";
            case DUPLICATE -> isSameAddress(refusal) ? "CONFLICT" : "VALIDATION_ERROR";
            default -> "VALIDATION_ERROR";
        };
    }

    private static int status(StoreRefusal refusal) {
        return switch (refusal.why) {
            case GONE -> 404;
            case LOCKED -> 423;
            case DUPLICATE -> isSameAddress(refusal) ? 409 : 400;
            default -> 400;
        };
    }
}
