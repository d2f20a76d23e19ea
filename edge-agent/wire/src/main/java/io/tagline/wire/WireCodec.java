package io.tagline.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Messages to bytes and back: JSON in UTF-8, gzipped above {@value #GZIP_FROM_BYTES} bytes. Used by the agent's uplink and the hub's
 * intake. Unknown fields are skipped, so that either side may be newer. Safe for any thread.
 */
public final class WireCodec {
    /** Bodies above this many bytes are gzipped: 50 scans take 28 bytes each then, against 159 as plain JSON. */
    static final int GZIP_FROM_BYTES = 1_000;

    /** The most bytes of a body, after unzipping: 100 scans take about 35 kB. */
    public static final int MOST_BYTES = 256 * 1024;

    /** The most bytes of a manifest, after unzipping: {@link Manifest#MOST_PARCELS} take 1.3 MB. */
    public static final int MOST_MANIFEST_BYTES = 2 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxNumberLength(40)
                    .maxStringLength(MOST_BYTES)
                    .build())
            .build();

    private WireCodec() {}

    /** The message for the topic {@code scans}. */
    public static Payload encode(ScanBatch batch) {
        return encode(out -> ScansJson.write(out, batch));
    }

    /** The message by which the hub frees an agent's journal. */
    public static Payload encode(Receipt receipt) {
        return encode(out -> ReceiptJson.write(out, receipt));
    }

    /** The message for the topic {@code health}. */
    public static Payload encode(Health health) {
        return encode(out -> HealthJson.write(out, health));
    }

    /** The message for the topic {@code manifest}. */
    public static Payload encode(Manifest manifest) {
        return encode(out -> ManifestJson.write(out, manifest));
    }

    /** The message for the topic {@code status}. */
    public static Payload encode(AgentStatus status) {
        return encode(out -> {
            out.writeStartObject();
            out.writeStringField("state", status.code());
            out.writeEndObject();
        });
    }

    /**
     * Reads a scans message; single bad scans are in the result.
     *
     * @throws WireFormatException if the message as a whole is not one of scans
     */
    public static ReceivedScans decodeScans(Payload payload) throws WireFormatException {
        return decode("scans", payload, ScansJson::read);
    }

    /**
     * Reads a receipt.
     *
     * @throws WireFormatException naming the field, the value and what was expected
     */
    public static Receipt decodeReceipt(Payload payload) throws WireFormatException {
        return decode("receipt", payload, ReceiptJson::read);
    }

    /**
     * Reads an agent's health.
     *
     * @throws WireFormatException naming the field, the value and what was expected
     */
    public static Health decodeHealth(Payload payload) throws WireFormatException {
        return decode("health", payload, HealthJson::read);
    }

    /**
     * Reads an agent's status.
     *
     * @throws WireFormatException naming the field, the value and what was expected
     */
    public static AgentStatus decodeStatus(Payload payload) throws WireFormatException {
        return decode("status", payload, WireCodec::readStatus);
    }

    /**
     * Reads a manifest.
     *
     * @throws WireFormatException naming the field, the value and what was expected
     */
    public static Manifest decodeManifest(Payload payload) throws WireFormatException {
        return decode("manifest", payload, MOST_MANIFEST_BYTES, ManifestJson::read);
    }

    /**
     * What can be told of a scans message that {@link #decodeScans} refuses: whose scans it brings, as far as it can be read. The
     * hub keeps such a message and frees the agent of it, which would send it for ever.
     */
    public static Optional<NumbersOf> numbersIn(Payload payload) {
        try (JsonParser in = JSON.createParser(new InputStreamReader(beginning(payload), StandardCharsets.UTF_8))) {
            return NumbersJson.read(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InputStream beginning(Payload payload) throws IOException {
        InputStream body = new ByteArrayInputStream(payload.body());
        return payload.gzip() ? new Limited(new GZIPInputStream(body)) : body;
    }

    /** Ends after {@link #MOST_BYTES}, and where unzipping fails. */
    private static final class Limited extends FilterInputStream {
        private int left = MOST_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int most = Math.min(length, left);
            if (most == 0) {
                return -1;
            }
            int count = in.read(into, offset, most);
            left -= Math.max(0, count);
            return count;
        }
    }

    private static AgentStatus readStatus(JsonParser in) throws IOException, BadFieldException {
        JsonValues.startObject(in, "message");
        AgentStatus status = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            if (!field.equals("state")) {
                JsonValues.skip(in);
                continue;
            }
            String code = JsonValues.text(in, field);
            for (AgentStatus each : AgentStatus.values()) {
                status = each.code().equals(code) ? each : status;
            }
            if (status == null) {
                throw new BadFieldException(field, JsonValues.quoted(code), "online or offline");
            }
        }
        if (status == null) {
            throw new BadFieldException("message without state: expected online or offline");
        }
        return status;
    }

    private interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    private interface Reader<T> {
        T read(JsonParser in) throws IOException, BadFieldException;
    }

    private static Payload encode(Writer writer) {
        try {
            ByteArrayOutputStream plain = new ByteArrayOutputStream(512);
            try (JsonGenerator out = JSON.createGenerator(plain, JsonEncoding.UTF8)) {
                writer.write(out);
            }
            return plain.size() > GZIP_FROM_BYTES
                    ? new Payload(gzip(plain), true)
                    : new Payload(plain.toByteArray(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static byte[] gzip(ByteArrayOutputStream plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.size() / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped, 4096)) {
            plain.writeTo(out);
        }
        return zipped.toByteArray();
    }

    private static <T> T decode(String what, Payload payload, Reader<T> reader) throws WireFormatException {
        return decode(what, payload, MOST_BYTES, reader);
    }

    private static <T> T decode(String what, Payload payload, int most, Reader<T> reader) throws WireFormatException {
        byte[] body = plain(what, payload, most);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new WireFormatException(what + " message is not UTF-8", e);
        }
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() == null) {
                throw new WireFormatException(what + " message is empty: expected a JSON object");
            }
            T message = reader.read(in);
            if (in.nextToken() != null) {
                throw new WireFormatException(what + " message goes on after its end: expected one JSON object");
            }
            return message;
        } catch (BadFieldException | IllegalArgumentException e) {
            throw new WireFormatException(what + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
            throw new WireFormatException(what + " message is not JSON" + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new WireFormatException(what + " message cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] plain(String what, Payload payload, int most) throws WireFormatException {
        byte[] body = payload.body();
        if (payload.gzip()) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = in.readNBytes(most + 1);
            } catch (IOException e) {
                throw new WireFormatException(what + " message is not gzip: " + e.getMessage(), e);
            }
        }
        if (body.length > most) {
            throw new WireFormatException(what + " message of more than " + most + " bytes: expected at most " + most);
        }
        return body;
    }
}
