package io.tagline.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds which scans of which journal a spoilt message brings. It takes what stands where it belongs, up to the first fault; a number
 * anywhere else is not a scan's, and freeing the agent of it could lose one.
 */
final class NumbersJson {
    /** A message of the right size has 100; one of those that are too long may have any number. */
    private static final int MOST = 10_000;

    private @Nullable UUID journal;
    private final List<Long> seqs = new ArrayList<>();

    private NumbersJson() {}

    static Optional<NumbersOf> read(JsonParser in) {
        NumbersJson found = new NumbersJson();
        try {
            found.message(in);
        } catch (IOException | BadFieldException e) {
            // what stands before the fault counts
        }
        UUID journal = found.journal;
        return journal == null || found.seqs.isEmpty()
                ? Optional.empty()
                : Optional.of(new NumbersOf(journal, found.seqs));
    }

    private void message(JsonParser in) throws IOException, BadFieldException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (field.equals("journal")) {
                journal = JsonValues.uuid(in, field);
            } else if (field.equals("scans") && value == JsonToken.START_ARRAY) {
                scans(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private void scans(JsonParser in) throws IOException {
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY && token != null; token = in.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                scan(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private void scan(JsonParser in) throws IOException {
        long seq = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isSeq = in.currentName().equals("seq");
            if (in.nextToken() == JsonToken.VALUE_NUMBER_INT
                    && isSeq
                    && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                seq = in.getLongValue();
            } else {
                in.skipChildren();
            }
        }
        if (seq >= 1 && seqs.size() < MOST && in.currentToken() == JsonToken.END_OBJECT) {
            seqs.add(seq);
        }
    }
}
