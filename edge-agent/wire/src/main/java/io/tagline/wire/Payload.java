package io.tagline.wire;

/** The body of an MQTT message together with what its user property {@value #PROPERTY} says of it. */
public final class Payload {
    /** Name of the MQTT 5 user property (MQTT 5 §3.3.2.3.7) that is {@value #GZIP} on a compressed body. */
    public static final String PROPERTY = "content-encoding";

    /** Value of the property on a compressed body. */
    public static final String GZIP = "gzip";

    private final byte[] body;
    private final boolean gzip;

    Payload(byte[] body, boolean gzip) {
        this.body = body;
        this.gzip = gzip;
    }

    /**
     * A body as it came.
     *
     * @param encoding value of the user property, empty if there was none
     * @throws WireFormatException for an encoding other than gzip
     */
    public static Payload received(byte[] body, String encoding) throws WireFormatException {
        if (!encoding.isEmpty() && !encoding.equals(GZIP)) {
            throw new WireFormatException(
                    PROPERTY + " \"" + Excerpt.of(encoding) + "\": expected " + GZIP + " or no such property");
        }
        return new Payload(body, !encoding.isEmpty());
    }

    /** The bytes to publish, or as received; not copied, so not to be changed. */
    public byte[] body() {
        return body;
    }

    /** True if the body is gzipped; then the message must carry the property. */
    public boolean gzip() {
        return gzip;
    }

    @Override
    public String toString() {
        return "Payload[" + body.length + " bytes" + (gzip ? ", gzip]" : "]");
    }
}
