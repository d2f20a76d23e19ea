package io.tagline.epc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The vector files under {@code vectors/}: one case an object, read without a data binder. */
final class Vectors {
    private Vectors() {}

    /** One case; a value that the file leaves out or sets to null is absent. */
    record Vector(Map<?, ?> values) {
        boolean has(String key) {
            return values.get(key) != null;
        }

        String text(String key) {
            return Objects.requireNonNull(values.get(key), () -> key + " missing in " + values)
                    .toString();
        }

        int number(String key) {
            return Integer.parseInt(text(key));
        }

        Vector object(String key) {
            return new Vector((Map<?, ?>) Objects.requireNonNull(values.get(key), key));
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** Cases of the list {@code key} in a file whose top is an object. */
    static List<Vector> of(String file, String key) {
        return cases(Objects.requireNonNull(((Map<?, ?>) read(file)).get(key), key));
    }

    /** Cases of a file whose top is a list. */
    static List<Vector> of(String file) {
        return cases(read(file));
    }

    private static List<Vector> cases(Object list) {
        return ((List<?>) list)
                .stream().map(value -> new Vector((Map<?, ?>) value)).toList();
    }

    private static Object read(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return Objects.requireNonNull(value(json), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read vectors/" + file, e);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json));
            }
            return list;
        }
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }
}
