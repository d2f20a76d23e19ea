package io.tagline.hub.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A message as it came.
 *
 * @param topic that it came on, which names the agent
 * @param encoding value of the user property {@code content-encoding}, empty if there was none
 */
public record RawMessage(String topic, String encoding, MessageBody body) {
    private static final int LONGEST_TOPIC = 300;
    private static final int LONGEST_ENCODING = 60;

    public RawMessage {
        topic = Shown.text(topic, LONGEST_TOPIC);
        encoding = Shown.text(encoding, LONGEST_ENCODING);
    }

    /** The same for the same message, another for any other: SHA-256. */
    byte[] fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {topic, encoding}) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
                digest.update(text);
            }
            return digest.digest(body.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
