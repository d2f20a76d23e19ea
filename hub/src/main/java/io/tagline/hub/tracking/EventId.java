package io.tagline.hub.tracking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of tracking events, made from what an event stands for, so that a repeat has the same one. UUIDs of version 8 in the layout
 * of version 7 (RFC 9562 §5.7, §5.8): 48 bits of milliseconds, then 74 bits of a SHA-256.
 */
final class EventId {
    private static final long MILLIS_MASK = 0xFFFF_FFFF_FFFFL;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private EventId() {}

    /** Of what a scan meant for a parcel. */
    static UUID ofPassage(Instant occurredAt, ParcelId parcel, EventKind kind, UUID journal, long seq) {
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES * 5 + 1);
        key.putLong(parcel.value().getMostSignificantBits());
        key.putLong(parcel.value().getLeastSignificantBits());
        key.putLong(journal.getMostSignificantBits());
        key.putLong(journal.getLeastSignificantBits());
        key.putLong(seq);
        key.put((byte) kind.rank());
        return of(occurredAt, key.array());
    }

    /** Of what was reported of a parcel. */
    static UUID ofReport(Instant occurredAt, ParcelId parcel, EventKind kind, String sourceRef) {
        return of(occurredAt, (parcel + " " + kind.code() + " " + sourceRef).getBytes(StandardCharsets.UTF_8));
    }

    private static UUID of(Instant occurredAt, byte[] key) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(key));
        long millis = (occurredAt.toEpochMilli() & MILLIS_MASK) << 16;
        return new UUID(millis | VERSION_8 | (hash.getShort() & 0xFFFL), VARIANT | (hash.getLong() >>> 2));
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
