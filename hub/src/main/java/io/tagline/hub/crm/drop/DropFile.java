package io.tagline.hub.crm.drop;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.hub.csv.CsvText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of one model as CSV (RFC 4180, UTF-8, with a header), and the manifest that says when it is whole. Pure. */
final class DropFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DIGITS = 15;

    private final String name;
    private final byte[] content;
    private final byte[] manifest;

    private DropFile(String name, byte[] content, byte[] manifest) {
        this.name = name;
        this.content = content;
        this.manifest = manifest;
    }

    /**
     * A file.
     *
     * @param sequence higher than of all before
     * @param columns the model's, by name
     */
    static DropFile of(String model, long sequence, Set<String> columns, List<Write> writes) {
        List<Object> header = new ArrayList<>(List.of("operation", "key"));
        header.addAll(columns);
        CsvText csv = CsvText.exact().line(header);
        for (Write write : writes) {
            List<Object> line = new ArrayList<>(List.of(write.operation().toString(), write.key()));
            for (String column : columns) {
                Value value = write.fields().get(column);
                line.add(value == null ? "" : said(value));
            }
            csv.line(line);
        }
        // in the order of their names is in the order in which they were written
        String name =
                String.format(Locale.ROOT, "%0" + DIGITS + "d-%s", sequence, model.replaceAll("[^A-Za-z0-9._-]", "_"));
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("file", name + ".csv");
        manifest.put("model", model);
        manifest.put("sequence", sequence);
        manifest.put("rows", writes.size());
        manifest.put("bytes", content.length);
        manifest.put("sha256", sha256(content));
        return new DropFile(name, content, JSON.writeValueAsBytes(manifest));
    }

    String name() {
        return name + ".csv";
    }

    byte[] content() {
        return content;
    }

    String manifestName() {
        return name + ".json";
    }

    byte[] manifest() {
        return manifest;
    }

    private static Object said(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.set());
        }
        if (value instanceof Value.Day day) {
            return day.day().toString();
        }
        if (value instanceof Value.Moment moment) {
            return moment.at().toString();
        }
        return value instanceof Value.Link link ? link.key() : "";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
