package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as Dataverse's JSON has them. Safe for any thread. */
final class DynamicsRows {
    /** "Define alternate keys to reference rows": with one of these in its key a record isn't found by address. */
    private static final Pattern UNFIT = Pattern.compile("[/<>*%&:\\\\?+#]");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DynamicsSettings settings;
    private final DynamicsSchema schema;

    DynamicsRows(DynamicsSettings settings, DynamicsSchema schema) {
        this.settings = settings;
        this.schema = schema;
    }

    DynamicsSettings.Model model(String model) {
        return Objects.requireNonNull(settings.models().get(model), model);
    }

    static boolean fit(String key) {
        return !UNFIT.matcher(key).find();
    }

    static String quoted(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** {@code accounts(tagline_key='c-1')}. */
    String byKey(String model, String key) {
        DynamicsSettings.Model kind = model(model);
        return kind.set() + '(' + kind.keyColumn() + '=' + quoted(key) + ')';
    }

    String byId(String model, String id) {
        return model(model).set() + '(' + id + ')';
    }

    /** Without the key, which stands in the address. */
    ObjectNode fields(Write write) throws PeerException {
        ObjectNode body = JSON.createObjectNode();
        for (Map.Entry<String, Value> field : write.fields().entrySet()) {
            put(write.model(), body, field.getKey(), field.getValue());
        }
        return body;
    }

    private void put(String model, ObjectNode body, String field, Value value) throws PeerException {
        DynamicsSettings.Link lookup = model(model).links().get(field);
        if (value instanceof Value.Link link) {
            if (lookup == null) {
                throw new PeerClosedException(
                        PeerClosedException.Why.SCHEMA, "link " + model + "." + field + ": expected in the settings");
            }
            String target = link.remoteId().isPresent()
                    ? byId(link.model(), link.remoteId().get())
                    : byKey(link.model(), link.key());
            body.put(lookup.navigation() + "@odata.bind", "/" + target);
        } else if (value instanceof Value.Text text) {
            if (schema.type(model, field) == PeerSchema.Type.CHOICE
                    && text.text().matches("-?[0-9]{1,9}")) {
                body.put(field, Integer.parseInt(text.text()));
            } else {
                body.put(field, text.text());
            }
        } else if (value instanceof Value.Decimal decimal) {
            body.put(field, decimal.number());
        } else if (value instanceof Value.Flag flag) {
            body.put(field, flag.set());
        } else if (value instanceof Value.Day day) {
            body.put(field, day.day().toString());
        } else if (value instanceof Value.Moment moment) {
            // whole seconds are what Dataverse keeps
            body.put(field, moment.at().truncatedTo(ChronoUnit.SECONDS).toString());
        } else {
            body.putNull(lookup == null ? field : lookup.navigation() + "@odata.bind");
        }
    }

    Found found(String model, JsonNode row, Set<String> fields) throws PeerException {
        DynamicsSettings.Model kind = model(model);
        SortedMap<String, Value> values = new TreeMap<>();
        for (String field : fields) {
            values.put(field, value(model, kind, row, field));
        }
        return new Found(
                model,
                row.path(kind.idColumn()).asString(""),
                Optional.of(row.path(kind.keyColumn()).asString("")).filter(key -> !key.isEmpty()),
                Optional.of(row.path("@odata.etag").asString("")).filter(etag -> !etag.isEmpty()),
                Instant.parse(row.path("modifiedon").asString("")),
                false,
                values);
    }

    private Value value(String model, DynamicsSettings.Model kind, JsonNode row, String field) throws PeerException {
        DynamicsSettings.Link link = kind.links().get(field);
        JsonNode node = row.path(link == null ? field : '_' + field + "_value");
        if (node.isNull() || node.isMissingNode()) {
            return new Value.Nothing();
        }
        if (link != null) {
            DynamicsSettings.Model target = settings.models().get(link.target());
            String key = target == null
                    ? ""
                    : row.path(link.navigation()).path(target.keyColumn()).asString("");
            return new Value.Link(link.target(), key, Optional.of(node.asString("")));
        }
        PeerSchema.Type type = schema.type(model, field);
        try {
            return switch (type) {
                case NUMBER -> new Value.Decimal(node.decimalValue());
                case FLAG -> new Value.Flag(node.booleanValue());
                case DAY -> new Value.Day(LocalDate.parse(node.stringValue()));
                case MOMENT -> new Value.Moment(Instant.parse(node.stringValue()));
                case TEXT, CHOICE, LINK, OTHER -> new Value.Text(node.asString(""));
            };
        } catch (DateTimeException | JacksonException other) {
            schema.forget();
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA, model + "." + field + " holds something else than a " + type);
        }
    }
}
