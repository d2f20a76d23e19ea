package io.tagline.certificates;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few kinds of value that a certificate is made of, in DER (ITU-T X.690 §8, §10). */
final class Der {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SHORT_LENGTH = 0x80;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(0x30, join(parts));
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, join(parts));
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] bool(boolean is) {
        return value(0x01, new byte[] {(byte) (is ? 0xff : 0)});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** Whole octets only. */
    static byte[] bits(byte[] content) {
        return value(0x03, join(new byte[] {0}, content));
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** GeneralizedTime, which is meant for years from 2050 on and understood for all. */
    static byte[] time(Instant at) {
        return value(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    out.write(0x80 | (arc >>> shift & 0x7f));
                }
            }
            out.write(arc & 0x7f);
        }
        return value(0x06, out.toByteArray());
    }

    /** A value with any tag, context-specific ones for example. */
    static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < SHORT_LENGTH) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(SHORT_LENGTH | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
