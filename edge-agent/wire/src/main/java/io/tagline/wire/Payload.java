package io.tagline.wire;

import java.util.Arrays;

/**
 * The body of an MQTT message with what its user property {@value #PROPERTY} says of it.
 *
 * @param gzip true if the body is gzipped and the property says so
 */
public record Payload(byte[] body, boolean gzip) {
    /** Name of the MQTT 5 user property (MQTT 5 §3.3.2.3.7) that is {@value #GZIP} on a compressed body. */
    public static final String PROPERTY = "content-encoding";

    /** Value of the property on a compressed body. */
    public static final String GZIP = "gzip";

    /** A body as it came, with the value of the property, empty if there was none. */
    public static Payload received(byte[] body, String encoding) throws WireFormatException {
        if (encoding.isEmpty()) {
            return new Payload(body, false);
        }
        if (encoding.equals(GZIP)) {
            return new Payload(body, true);
        }
        throw new WireFormatException(
                PROPERTY + " \"" + Excerpt.of(encoding) + "\": expected " + GZIP + " or no such property");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && gzip == that.gzip && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(body) * 31 + Boolean.hashCode(gzip);
    }

    @Override
    public String toString() {
        return "Payload[" + body.length + " bytes" + (gzip ? ", gzip]" : "]");
    }
}
