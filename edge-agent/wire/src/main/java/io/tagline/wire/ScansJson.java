package io.tagline.wire;

import static io.tagline.wire.JsonValues.decimal;
import static io.tagline.wire.JsonValues.number;
import static io.tagline.wire.JsonValues.quoted;
import static io.tagline.wire.JsonValues.skip;
import static io.tagline.wire.JsonValues.startArray;
import static io.tagline.wire.JsonValues.startObject;
import static io.tagline.wire.JsonValues.text;
import static io.tagline.wire.JsonValues.time;
import static io.tagline.wire.JsonValues.uuid;
import static io.tagline.wire.JsonValues.writeTime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** JSON of {@link ScanBatch}. */
final class ScansJson {
    private ScansJson() {}

    static void write(JsonGenerator out, ScanBatch batch) throws IOException {
        out.writeStartObject();
        out.writeStringField("journal", batch.journal().toString());
        out.writeArrayFieldStart("scans");
        for (Scan scan : batch.scans()) {
            write(out, scan);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Scan scan) throws IOException {
        out.writeStartObject();
        out.writeNumberField("seq", scan.seq());
        out.writeStringField("portal", scan.portal());
        out.writeStringField("epc", scan.epc());
        out.writeStringField("direction", scan.direction().code());
        writeTime(out, "at", scan.at());
        writeTime(out, "firstSeen", scan.firstSeen());
        writeTime(out, "lastSeen", scan.lastSeen());
        out.writeNumberField("reads", scan.reads());
        if (scan.peakRssiDbm().isPresent()) {
            out.writeNumberField("peakRssiDbm", Math.round(scan.peakRssiDbm().getAsDouble() * 10) / 10.0);
        }
        out.writeNumberField("confidence", Math.round(scan.confidence() * 1000) / 1000.0);
        out.writeStringField("clock", scan.clock().code());
        out.writeNumberField("clockErrorMs", scan.clockErrorMs());
        out.writeEndObject();
    }

    static ReceivedScans read(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "message");
        UUID journal = null;
        List<Scan> scans = new ArrayList<>();
        List<ReceivedScans.Refused> refused = new ArrayList<>();
        boolean listed = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "journal" -> journal = uuid(in, field);
                case "scans" -> {
                    startArray(in, field);
                    listed = true;
                    readList(in, scans, refused);
                }
                default -> skip(in);
            }
        }
        if (journal == null || !listed) {
            throw new BadFieldException(
                    "message without " + (journal == null ? "journal" : "scans") + ": expected both journal and scans");
        }
        return new ReceivedScans(journal, scans, refused);
    }

    private static void readList(JsonParser in, List<Scan> scans, List<ReceivedScans.Refused> refused)
            throws IOException, BadFieldException {
        for (int index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == ScanBatch.MOST) {
                throw new BadFieldException(
                        "scans: more than " + ScanBatch.MOST + " in one message: expected 1 to " + ScanBatch.MOST);
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                String found = in.currentToken().isStructStart() ? "[…]" : quoted(in.getText());
                in.skipChildren();
                refused.add(new ReceivedScans.Refused(
                        index, OptionalLong.empty(), "scan " + found + ": expected an object"));
                continue;
            }
            Draft draft = new Draft();
            try {
                draft.read(in);
                scans.add(draft.finish());
            } catch (BadFieldException | IllegalArgumentException e) {
                refused.add(new ReceivedScans.Refused(index, draft.seq(), String.valueOf(e.getMessage())));
            }
        }
    }

    /** The fields of one scan as far as they are read. */
    private static final class Draft {
        private long seq;
        private @Nullable String portal;
        private @Nullable String epc;
        private @Nullable Direction direction;
        private @Nullable Instant at;
        private @Nullable Instant firstSeen;
        private @Nullable Instant lastSeen;
        private int reads = 1;
        private OptionalDouble peakRssiDbm = OptionalDouble.empty();
        private double confidence;
        private ClockQuality clock = ClockQuality.FREE;
        private int clockErrorMs;

        OptionalLong seq() {
            return seq >= 1 ? OptionalLong.of(seq) : OptionalLong.empty();
        }

        /** Reads to the end of the object whatever happens, then throws the first problem. */
        void read(JsonParser in) throws IOException, BadFieldException {
            BadFieldException first = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                try {
                    take(in, field);
                } catch (BadFieldException e) {
                    first = first == null ? e : first;
                }
            }
            if (first != null) {
                throw first;
            }
        }

        private void take(JsonParser in, String field) throws IOException, BadFieldException {
            switch (field) {
                case "seq" -> seq = number(in, field, 1, Long.MAX_VALUE);
                case "portal" -> portal = text(in, field);
                case "epc" -> epc = text(in, field);
                case "direction" -> {
                    String code = text(in, field);
                    direction = Direction.ofCode(code)
                            .orElseThrow(() -> new BadFieldException(field, quoted(code), "in, out or unknown"));
                }
                case "at" -> at = time(in, field);
                case "firstSeen" -> firstSeen = time(in, field);
                case "lastSeen" -> lastSeen = time(in, field);
                case "reads" -> reads = (int) number(in, field, 1, Integer.MAX_VALUE);
                case "peakRssiDbm" -> peakRssiDbm = OptionalDouble.of(decimal(in, field));
                case "confidence" -> confidence = decimal(in, field);
                case "clock" -> {
                    String code = text(in, field);
                    clock = ClockQuality.ofCode(code)
                            .orElseThrow(() -> new BadFieldException(field, quoted(code), "synced or free"));
                }
                case "clockErrorMs" -> clockErrorMs = (int) number(in, field, 0, Integer.MAX_VALUE);
                default -> skip(in);
            }
        }

        Scan finish() throws BadFieldException {
            if (seq == 0) {
                throw new BadFieldException("scan without seq: expected a number from 1");
            }
            Instant crossed = needed("at", at);
            return new Scan(
                    seq,
                    needed("portal", portal),
                    needed("epc", epc),
                    needed("direction", direction),
                    crossed,
                    firstSeen == null ? crossed : firstSeen,
                    lastSeen == null ? crossed : lastSeen,
                    reads,
                    peakRssiDbm,
                    confidence,
                    clock,
                    clockErrorMs);
        }

        private static <T> T needed(String field, @Nullable T value) throws BadFieldException {
            if (value == null) {
                throw new BadFieldException("scan without " + field + ": expected seq, portal, epc, direction and at");
            }
            return value;
        }
    }
}
