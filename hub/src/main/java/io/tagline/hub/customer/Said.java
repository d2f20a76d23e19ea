package io.tagline.hub.customer;

import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.party.CustomerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the orders of a customer's source have said of it last: 8 bytes of a keyed hash for each of name, email, phone and segment, zeroes
 * for what they have not. An order is put again and again, and says each time what the shop knows; only what it has not said before is news.
 * Otherwise each order would undo what people or a CRM have put right since.
 */
final class Said {
    private static final int EACH = Long.BYTES;
    private static final List<String> FIELDS = List.of("name", "email", "phone", "segment");

    private final byte[] bytes;

    private Said(byte[] bytes) {
        this.bytes = bytes;
    }

    static Said of(KeyedHash hashes, CustomerId id, CustomerDetails details) {
        List<Optional<String>> values = List.of(
                details.name().map(Personal::value),
                details.email().map(Personal::value),
                details.phone().map(Personal::value),
                details.segment());
        ByteBuffer all = ByteBuffer.allocate(FIELDS.size() * EACH);
        for (int i = 0; i < FIELDS.size(); i++) {
            byte[] salt = (FIELDS.get(i) + "\n" + id).getBytes(StandardCharsets.UTF_8);
            all.putLong(values.get(i)
                    .map(value -> hashes.hash("said", salt, value.getBytes(StandardCharsets.UTF_8)))
                    .map(hash -> ByteBuffer.wrap(hash).getLong())
                    .orElse(0L));
        }
        return new Said(all.array());
    }

    /** As {@link #bytes} gave it; of who is new nothing was said. */
    static Said kept(Optional<byte[]> bytes) {
        return new Said(bytes.orElseGet(() -> new byte[FIELDS.size() * EACH]));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What these details say that was not said before. */
    CustomerDetails news(CustomerDetails details, Said now) {
        return new CustomerDetails(
                details.reference(),
                details.name().filter(value -> differs(now, 0)),
                details.email().filter(value -> differs(now, 1)),
                details.phone().filter(value -> differs(now, 2)),
                details.segment().filter(value -> differs(now, 3)));
    }

    /** With what is said now over what was said before. */
    Said and(Said now) {
        byte[] both = bytes.clone();
        for (int i = 0; i < FIELDS.size(); i++) {
            if (now.at(i) != 0) {
                System.arraycopy(now.bytes, i * EACH, both, i * EACH, EACH);
            }
        }
        return new Said(both);
    }

    private boolean differs(Said now, int field) {
        return at(field) != now.at(field);
    }

    private long at(int field) {
        return ByteBuffer.wrap(bytes).getLong(field * EACH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Said that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
