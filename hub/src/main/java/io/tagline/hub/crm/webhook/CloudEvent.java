package io.tagline.hub.crm.webhook;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message, as CloudEvents 1.0 has it in JSON (structured mode). Its id is made from the operation and what it says: sent again it is
 * the same, so that a receiver knows a repeat; with other words it is another, so that no receiver takes news for a repeat.
 */
final class CloudEvent {
    static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
    private static final String TYPE = "io.tagline.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String id;
    private final byte[] body;

    private CloudEvent(String id, byte[] body) {
        this.id = id;
        this.body = body;
    }

    String id() {
        return id;
    }

    /** The caller's only to read. */
    byte[] body() {
        return body;
    }

    static CloudEvent of(String crm, Write write) {
        ObjectNode data = JSON.createObjectNode();
        data.put("key", write.key());
        for (Map.Entry<String, Value> field : write.fields().entrySet()) {
            put(data, field.getKey(), field.getValue());
        }
        return of(crm, write.model(), write.key(), write.operation(), data);
    }

    /** One that says nothing: by it a receiver is found to be there. */
    static CloudEvent ping(String crm, UUID once) {
        return of(crm, "ping", "", once, JSON.createObjectNode());
    }

    private static CloudEvent of(String crm, String kind, String subject, UUID operation, ObjectNode data) {
        String id = id(operation, data.toString());
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/tagline/crm/" + crm);
        event.put("type", TYPE + kind);
        if (!subject.isEmpty()) {
            event.put("subject", subject);
        }
        event.put("datacontenttype", "application/json");
        event.set("data", data);
        return new CloudEvent(id, JSON.writeValueAsBytes(event));
    }

    private static void put(ObjectNode data, String name, Value value) {
        if (value instanceof Value.Text text) {
            data.put(name, text.text());
        } else if (value instanceof Value.Decimal decimal) {
            if (decimal.number().scale() <= 0) {
                data.put(name, decimal.number().toBigIntegerExact());
            } else {
                data.put(name, decimal.number());
            }
        } else if (value instanceof Value.Flag flag) {
            data.put(name, flag.set());
        } else if (value instanceof Value.Day day) {
            data.put(name, day.day().toString());
        } else if (value instanceof Value.Moment moment) {
            data.put(name, moment.at().toString());
        } else if (value instanceof Value.Link link) {
            data.put(name, link.key());
        } else {
            data.putNull(name);
        }
    }

    /** A UUID of version 8 (RFC 9562 §5.8) over both. */
    private static String id(UUID operation, String said) {
        byte[] hash = Arrays.copyOf(sha256(operation + "\n" + said), 16);
        hash[6] = (byte) ((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
        ByteBuffer bits = ByteBuffer.wrap(hash);
        return new UUID(bits.getLong(), bits.getLong()).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
