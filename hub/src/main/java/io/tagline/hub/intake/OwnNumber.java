package io.tagline.hub.intake;

import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.Scan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An identity of its own for a scan whose number is another's: a journal made from what the scan is, so that the same scan gets the
 * same one again. UUIDs of version 8 (RFC 9562 §5.8), which no agent makes.
 */
final class OwnNumber {
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private OwnNumber() {}

    static Sighting of(Sighting sighting) {
        Scan scan = sighting.scan();
        String content = String.join(
                " ",
                sighting.journal().toString(),
                Long.toString(scan.seq()),
                sighting.site(),
                scan.portal(),
                scan.epc(),
                scan.direction().code(),
                Long.toString(scan.at().toEpochMilli()));
        ByteBuffer hash = ByteBuffer.wrap(sha256(content));
        UUID journal = new UUID((hash.getLong() & VERSION_MASK) | VERSION_8, VARIANT | (hash.getLong() >>> 2));
        return new Sighting(journal, sighting.site(), scan, sighting.at());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
