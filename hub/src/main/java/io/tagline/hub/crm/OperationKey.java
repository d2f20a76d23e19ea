package io.tagline.hub.crm;

import io.tagline.hub.store.Uuids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** By what an entry is known at a CRM, however often it is sent and whoever plans it. */
public final class OperationKey {
    private static final int UUID_BYTES = 16;

    private OperationKey() {}

    /** The same for the same thing at the same place of the same CRM: a UUID of version 5 (RFC 9562 §5.5), its name space the thing's id. */
    public static UUID of(UUID entity, String crm, String place) {
        return named(entity, crm + "\0" + place);
    }

    /** Of one state of a record that changes: the same however often that is sent, another once it has changed, though it changed back. */
    static UUID ofSending(Operation operation) {
        return named(
                operation.key(),
                operation.planned() + "\0" + operation.plannedAt().toEpochMilli());
    }

    private static UUID named(UUID space, String name) {
        byte[] hash = Arrays.copyOf(sha1(Uuids.bytes(space), name), UUID_BYTES);
        hash[6] = (byte) ((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
        return Uuids.of(hash);
    }

    private static byte[] sha1(byte[] space, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(space);
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is missing: every Java has it", e);
        }
    }
}
