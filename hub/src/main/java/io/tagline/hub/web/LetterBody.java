package io.tagline.hub.web;

import io.tagline.hub.ledger.RawMessage;
import io.tagline.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A refused body made fit for eyes.
 *
 * @param form {@code text}, {@code gzip} for text that had to be unzipped, or {@code hex}
 * @param shown its first 16 KiB; as hexadecimal its first 4 KiB, 32 bytes on a line
 * @param cut true if there is more of it
 */
record LetterBody(String form, String shown, boolean cut) {
    private static final int MOST_TEXT = 16 * 1024;
    private static final int MOST_HEX = 4 * 1024;
    private static final int BYTES_A_LINE = 32;

    static LetterBody of(RawMessage message) {
        byte[] body = message.body().bytes();
        if (message.encoding().equals(Payload.GZIP)) {
            byte[] plain = unzipped(body);
            if (plain.length > 0 && isText(plain)) {
                return text("gzip", plain);
            }
        }
        return isText(body) ? text("text", body) : hex(body);
    }

    private static LetterBody text(String form, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean cut = text.length() > MOST_TEXT;
        return new LetterBody(form, cut ? text.substring(0, MOST_TEXT) : text, cut);
    }

    private static LetterBody hex(byte[] body) {
        StringBuilder lines = new StringBuilder();
        int most = Math.min(body.length, MOST_HEX);
        HexFormat format = HexFormat.ofDelimiter(" ");
        for (int from = 0; from < most; from += BYTES_A_LINE) {
            lines.append(format.formatHex(body, from, Math.min(most, from + BYTES_A_LINE)))
                    .append('\n');
        }
        return new LetterBody("hex", lines.toString(), body.length > most);
    }

    /** As far as it can be unzipped; a little more than is shown, however much there is. */
    private static byte[] unzipped(byte[] body) {
        byte[] plain = new byte[MOST_TEXT + 1];
        int length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            for (int count = 0; count >= 0 && length < plain.length; length += Math.max(0, count)) {
                count = in.read(plain, length, plain.length - length);
            }
        } catch (IOException e) {
            // broken: what came out before is worth a look
        }
        return Arrays.copyOf(plain, length);
    }

    /** True for UTF-8 that shows on a page; the end may be in the middle of a character, where it was cut. */
    private static boolean isText(byte[] body) {
        for (byte each : body) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        for (int less = 0; less < 4 && less <= body.length; less++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, body.length - less));
                return true;
            } catch (CharacterCodingException e) {
                // the last character may be cut
            }
        }
        return false;
    }
}
