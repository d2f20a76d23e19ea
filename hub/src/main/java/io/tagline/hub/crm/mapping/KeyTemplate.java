package io.tagline.hub.crm.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a record is found by. Keys are never cut: what a key can't hold is written as URLs write it (RFC 3986 §2.1), and of one that is
 * too long the end becomes a hash of the whole. Immutable.
 */
record KeyTemplate(Template template) {
    private static final int LONGEST = 100;
    private static final int HASH_BYTES = 20;
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** @throws IllegalArgumentException for a field that doesn't name anything */
    static KeyTemplate parse(String text) {
        Template template = Template.parse(text);
        if (template.fields().isEmpty()) {
            throw new IllegalArgumentException("is the same for all: expected a field such as {customer.id}");
        }
        if (template.hasOptional()) {
            throw new IllegalArgumentException("has a part in square brackets: expected all of it in each key");
        }
        for (OurField field : template.fields()) {
            if (!field.isKey()) {
                throw new IllegalArgumentException(
                        field.code() + " changes: expected fields that name it, such as ids");
            }
        }
        return new KeyTemplate(template);
    }

    Set<OurField> fields() {
        return template.fields();
    }

    /** The key; empty where one of its fields has no value. */
    Optional<String> render(Facts facts, Words words) {
        if (!template.fields().stream().allMatch(field -> facts.get(field).isPresent())) {
            return Optional.empty();
        }
        return template.render(facts, words).map(KeyTemplate::printable);
    }

    /** What keys look like, so that those are known from what others keep in the same field; any where references are in them. */
    Pattern pattern() {
        StringBuilder pattern =
                new StringBuilder(Pattern.quote(template.literals().get(0)));
        int place = 1;
        for (OurField field : template.inOrder()) {
            pattern.append(field.code().endsWith(".id") ? UUID : "[!-~]+")
                    .append(Pattern.quote(template.literals().get(place++)));
        }
        return Pattern.compile(pattern.toString());
    }

    static String printable(String text) {
        StringBuilder key = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 127 && b != '%') {
                key.append((char) b);
            } else {
                key.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
        if (key.length() <= LONGEST) {
            return key.toString();
        }
        String hash = HexFormat.of().formatHex(sha256(text), 0, HASH_BYTES);
        return key.substring(0, LONGEST - hash.length() - 1) + "~" + hash;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
