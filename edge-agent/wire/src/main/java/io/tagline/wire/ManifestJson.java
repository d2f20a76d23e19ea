package io.tagline.wire;

import static io.tagline.wire.JsonValues.number;
import static io.tagline.wire.JsonValues.quoted;
import static io.tagline.wire.JsonValues.skip;
import static io.tagline.wire.JsonValues.startArray;
import static io.tagline.wire.JsonValues.startObject;
import static io.tagline.wire.JsonValues.text;
import static io.tagline.wire.JsonValues.time;
import static io.tagline.wire.JsonValues.writeTime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Portal;
import io.tagline.wire.Manifest.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of {@link Manifest}. */
final class ManifestJson {
    private int parcels;

    private ManifestJson() {}

    static void write(JsonGenerator out, Manifest manifest) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", manifest.version());
        writeTime(out, "issuedAt", manifest.issuedAt());
        out.writeObjectFieldStart("portals");
        for (Map.Entry<String, Portal> portal : manifest.portals().entrySet()) {
            out.writeFieldName(portal.getKey());
            write(out, portal.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Portal portal) throws IOException {
        out.writeStartObject();
        out.writeStringField("load", portal.load());
        out.writeStringField("direction", portal.direction().code());
        out.writeArrayFieldStart("expected");
        for (Expected parcel : portal.expected()) {
            out.writeStartObject();
            out.writeStringField("epc", parcel.epc());
            out.writeStringField("parcel", parcel.parcel());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("refuse");
        for (Map.Entry<String, Refusal> refusal : portal.refuse().entrySet()) {
            out.writeObjectFieldStart(refusal.getKey());
            out.writeStringField("parcel", refusal.getValue().parcel());
            out.writeStringField("reason", refusal.getValue().reason());
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    static Manifest read(JsonParser in) throws IOException, BadFieldException {
        return new ManifestJson().manifest(in);
    }

    private Manifest manifest(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "message");
        long version = 0;
        Instant issuedAt = null;
        Map<String, Portal> portals = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "version" -> version = number(in, field, 1, Long.MAX_VALUE);
                case "issuedAt" -> issuedAt = time(in, field);
                case "portals" -> portals = portals(in);
                default -> skip(in);
            }
        }
        return new Manifest(
                version, required(issuedAt, "manifest", "issuedAt"), required(portals, "manifest", "portals"));
    }

    private Map<String, Portal> portals(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "portals");
        Map<String, Portal> portals = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String id = in.currentName();
            in.nextToken();
            if (!AgentAddress.isId(id)) {
                throw new BadFieldException("portal", quoted(id), "1 to 64 lower-case letters, digits and hyphens");
            }
            if (portals.put(id, portal(in, id)) != null) {
                throw new BadFieldException("portal " + id + " is there twice: expected once");
            }
        }
        return portals;
    }

    private Portal portal(JsonParser in, String id) throws IOException, BadFieldException {
        startObject(in, id);
        String load = null;
        Direction direction = Direction.UNKNOWN;
        List<Expected> expected = List.of();
        Map<String, Refusal> refuse = Map.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "load" -> load = text(in, field);
                case "direction" -> direction = direction(in);
                case "expected" -> expected = expected(in);
                case "refuse" -> refuse = refuse(in);
                default -> skip(in);
            }
        }
        return new Portal(required(load, "portal " + id, "load"), direction, expected, refuse);
    }

    private static Direction direction(JsonParser in) throws IOException, BadFieldException {
        String code = text(in, "direction");
        return Direction.ofCode(code)
                .orElseThrow(() -> new BadFieldException("direction", quoted(code), "in, out or unknown"));
    }

    private List<Expected> expected(JsonParser in) throws IOException, BadFieldException {
        startArray(in, "expected");
        List<Expected> parcels = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            startObject(in, "expected");
            String epc = null;
            String parcel = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "epc" -> epc = epc(text(in, field));
                    case "parcel" -> parcel = text(in, field);
                    default -> skip(in);
                }
            }
            count();
            parcels.add(new Expected(
                    required(epc, "expected parcel", "epc"), required(parcel, "expected parcel", "parcel")));
        }
        return parcels;
    }

    private Map<String, Refusal> refuse(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "refuse");
        Map<String, Refusal> refuse = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String epc = epc(in.currentName());
            in.nextToken();
            startObject(in, "refuse");
            String parcel = null;
            String reason = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "parcel" -> parcel = text(in, field);
                    case "reason" -> reason = text(in, field);
                    default -> skip(in);
                }
            }
            count();
            refuse.put(
                    epc,
                    new Refusal(
                            required(parcel, "refused " + epc, "parcel"),
                            required(reason, "refused " + epc, "reason")));
        }
        return refuse;
    }

    /** The form that scans have their EPCs in, or nothing would ever match. */
    private static String epc(String hex) throws BadFieldException {
        boolean sound = hex.length() <= 124 && hex.length() % 4 == 0 && !hex.isEmpty();
        for (int i = 0; i < hex.length() && sound; i++) {
            char digit = hex.charAt(i);
            sound = (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F');
        }
        if (!sound) {
            throw new BadFieldException("epc", quoted(hex), "4 to 124 upper-case hexadecimal digits, a multiple of 4");
        }
        return hex;
    }

    /** Before the memory is taken, not after. */
    private void count() throws BadFieldException {
        if (++parcels > Manifest.MOST_PARCELS) {
            throw new BadFieldException("manifest of more than " + Manifest.MOST_PARCELS + " parcels: expected at most "
                    + Manifest.MOST_PARCELS + " for one agent");
        }
    }

    private static <T> T required(@Nullable T value, String of, String field) throws BadFieldException {
        if (value == null) {
            throw new BadFieldException(of + " without " + field);
        }
        return value;
    }
}
