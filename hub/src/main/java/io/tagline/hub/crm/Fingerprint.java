package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/** By what a record is known to be the one that was written last: a hash of all that we would write. */
final class Fingerprint {
    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    static Fingerprint ofBytes(byte[] hash) {
        return new Fingerprint(hash.clone());
    }

    /** Of all fields but those that are the CRM's once the record is there. */
    static Fingerprint of(Record record) {
        return of(record.fields(), field -> record.owner(field) != Owner.CRM);
    }

    /** Of what the CRM says. */
    static Fingerprint of(Found found) {
        return of(found.fields(), field -> true);
    }

    private static Fingerprint of(SortedMap<String, Value> fields, Predicate<String> counts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                if (counts.test(field.getKey())) {
                    String line = field.getKey() + "\0" + ValueText.known(field.getValue()) + "\0";
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                }
            }
            return new Fingerprint(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }

    byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** As much of it as tells two states of one record apart. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(hash, 0, 8);
    }
}
