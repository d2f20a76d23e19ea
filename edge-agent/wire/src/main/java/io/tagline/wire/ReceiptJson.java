package io.tagline.wire;

import static io.tagline.wire.JsonValues.number;
import static io.tagline.wire.JsonValues.skip;
import static io.tagline.wire.JsonValues.startArray;
import static io.tagline.wire.JsonValues.startObject;
import static io.tagline.wire.JsonValues.uuid;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** JSON of {@link Receipt}. */
final class ReceiptJson {
    private ReceiptJson() {}

    static void write(JsonGenerator out, Receipt receipt) throws IOException {
        out.writeStartObject();
        out.writeStringField("journal", receipt.journal().toString());
        writeRanges(out, "committed", receipt.committed());
        writeRanges(out, "wanted", receipt.wanted());
        out.writeEndObject();
    }

    private static void writeRanges(JsonGenerator out, String field, List<SeqRange> ranges) throws IOException {
        out.writeArrayFieldStart(field);
        for (SeqRange range : ranges) {
            out.writeArray(new long[] {range.from(), range.to()}, 0, 2);
        }
        out.writeEndArray();
    }

    static Receipt read(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "message");
        UUID journal = null;
        List<SeqRange> committed = List.of();
        List<SeqRange> wanted = List.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "journal" -> journal = uuid(in, field);
                case "committed" -> committed = readRanges(in, field);
                case "wanted" -> wanted = readRanges(in, field);
                default -> skip(in);
            }
        }
        if (journal == null) {
            throw new BadFieldException("message without journal: expected a receipt for one journal");
        }
        return new Receipt(journal, committed, wanted);
    }

    private static List<SeqRange> readRanges(JsonParser in, String field) throws IOException, BadFieldException {
        startArray(in, field);
        List<SeqRange> ranges = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            startArray(in, field);
            in.nextToken();
            long from = number(in, field, 1, Long.MAX_VALUE);
            in.nextToken();
            long to = number(in, field, from, Long.MAX_VALUE);
            if (in.nextToken() != JsonToken.END_ARRAY) {
                throw new BadFieldException(field + " range of more than two numbers: expected [from,to]");
            }
            if (ranges.size() == Receipt.MOST) {
                throw new BadFieldException(
                        field + ": more than " + Receipt.MOST + " ranges: expected at most " + Receipt.MOST);
            }
            ranges.add(new SeqRange(from, to));
        }
        return ranges;
    }
}
