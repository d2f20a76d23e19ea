package io.tagline.hub.access;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A line of the audit log.
 *
 * @param roles codes of who did it, separated by blanks, as they were then
 * @param subject {@code kind:id}
 */
public record AuditEntry(Instant at, String who, String roles, String action, String subject, String detail) {

    /**
     * What ends the chain once this is in it: SHA-256 of the hash before, the number, the milliseconds since 1970 and each text in
     * UTF-8 with its length before it, so that no two entries come to the same bytes. Numbers are big-endian: 8 bytes, lengths 4.
     */
    byte[] hash(byte[] before, long seq) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(before);
            out.writeLong(seq);
            out.writeLong(at.toEpochMilli());
            for (String text : new String[] {who, roles, action, subject, detail}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
