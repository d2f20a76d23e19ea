package io.tagline.hub.ledger;

/** The bytes of a message as they came; nobody changes them. */
public final class MessageBody {
    private final byte[] bytes;

    /** Takes the array over; it is not copied. */
    public MessageBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes; not copied, so not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "MessageBody[" + bytes.length + " bytes]";
    }
}
