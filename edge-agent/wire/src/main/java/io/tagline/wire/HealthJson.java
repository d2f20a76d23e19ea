package io.tagline.wire;

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
import io.tagline.wire.Health.ClockHealth;
import io.tagline.wire.Health.DiskHealth;
import io.tagline.wire.Health.EarlierJournal;
import io.tagline.wire.Health.JournalHealth;
import io.tagline.wire.Health.PortalHealth;
import io.tagline.wire.Health.Problem;
import io.tagline.wire.Health.ReaderClock;
import io.tagline.wire.Health.ReaderHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** JSON of {@link Health}. What an older agent does not say reads as nothing: 0, empty or free-running. */
final class HealthJson {
    private static final UUID NO_JOURNAL = new UUID(0, 0);
    private static final int LONGEST_TEXT = 500;

    private HealthJson() {}

    static void write(JsonGenerator out, Health health) throws IOException {
        out.writeStartObject();
        writeTime(out, "at", health.at());
        out.writeStringField("version", health.version());
        out.writeNumberField("uptimeSeconds", health.uptimeSeconds());
        out.writeArrayFieldStart("readers");
        for (ReaderHealth reader : health.readers()) {
            out.writeStartObject();
            out.writeStringField("id", reader.id());
            out.writeStringField("state", reader.state());
            out.writeStringField("detail", reader.detail());
            writeTime(out, "since", reader.since());
            out.writeNumberField("reads", reader.reads());
            writeTime(out, "lastReadAt", reader.lastReadAt());
            if (reader.clock().isPresent()) {
                out.writeObjectFieldStart("clock");
                out.writeNumberField("aheadMs", reader.clock().get().aheadMs());
                out.writeNumberField("errorMs", reader.clock().get().errorMs());
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("portals");
        for (PortalHealth portal : health.portals()) {
            out.writeStartObject();
            out.writeStringField("id", portal.id());
            out.writeNumberField("scans", portal.scans());
            writeTime(out, "lastScanAt", portal.lastScanAt());
            out.writeEndObject();
        }
        out.writeEndArray();
        writeJournal(out, health.journal());
        out.writeObjectFieldStart("clock");
        out.writeStringField("quality", health.clock().quality().code());
        out.writeNumberField("errorMs", health.clock().errorMs());
        out.writeEndObject();
        out.writeObjectFieldStart("disk");
        out.writeNumberField("freeBytes", health.disk().freeBytes());
        out.writeNumberField("totalBytes", health.disk().totalBytes());
        out.writeEndObject();
        out.writeObjectFieldStart("counters");
        for (Map.Entry<String, Long> counter : new TreeMap<>(health.counters()).entrySet()) {
            out.writeNumberField(counter.getKey(), counter.getValue());
        }
        out.writeEndObject();
        if (!health.problems().isEmpty()) {
            writeProblems(out, health.problems());
        }
        out.writeEndObject();
    }

    private static void writeJournal(JsonGenerator out, JournalHealth journal) throws IOException {
        out.writeObjectFieldStart("journal");
        out.writeStringField("id", journal.id().toString());
        out.writeNumberField("firstSeq", journal.firstSeq());
        out.writeNumberField("lastSeq", journal.lastSeq());
        out.writeNumberField("pending", journal.pending());
        writeTime(out, "oldestPendingAt", journal.oldestPendingAt());
        out.writeNumberField("bytes", journal.bytes());
        out.writeNumberField("quotaBytes", journal.quotaBytes());
        if (!journal.earlier().isEmpty()) {
            out.writeArrayFieldStart("earlier");
            for (EarlierJournal earlier : journal.earlier()) {
                out.writeStartObject();
                out.writeStringField("id", earlier.id().toString());
                out.writeNumberField("firstSeq", earlier.firstSeq());
                out.writeNumberField("lastSeq", earlier.lastSeq());
                out.writeNumberField("pending", earlier.pending());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void writeProblems(JsonGenerator out, List<Problem> problems) throws IOException {
        out.writeArrayFieldStart("problems");
        for (Problem problem : problems) {
            out.writeStartObject();
            out.writeStringField("name", problem.name());
            out.writeStringField("detail", problem.detail());
            writeTime(out, "since", problem.since());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static Health read(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "message");
        Instant at = null;
        String version = "";
        long uptimeSeconds = 0;
        List<ReaderHealth> readers = new ArrayList<>();
        List<PortalHealth> portals = new ArrayList<>();
        JournalHealth journal = new JournalHealth(NO_JOURNAL, 0, 0, 0, Optional.empty(), 0, 0);
        ClockHealth clock = new ClockHealth(ClockQuality.FREE, 0);
        DiskHealth disk = new DiskHealth(0, 0);
        Map<String, Long> counters = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "at" -> at = time(in, field);
                case "version" -> version = shortText(in, field);
                case "uptimeSeconds" -> uptimeSeconds = count(in, field);
                case "readers" -> readList(in, field, Health.MOST, readers, HealthJson::readReader);
                case "portals" -> readList(in, field, Health.MOST, portals, HealthJson::readPortal);
                case "journal" -> journal = readJournal(in);
                case "clock" -> clock = readClock(in);
                case "disk" -> disk = readDisk(in);
                case "counters" -> readCounters(in, counters);
                case "problems" -> readList(in, field, Health.MOST_PROBLEMS, problems, HealthJson::readProblem);
                default -> skip(in);
            }
        }
        if (at == null) {
            throw new BadFieldException("message without at: expected the time of measurement");
        }
        return new Health(at, version, uptimeSeconds, readers, portals, journal, clock, disk, counters, problems);
    }

    private interface ItemReader<T> {
        T read(JsonParser in) throws IOException, BadFieldException;
    }

    private static <T> void readList(JsonParser in, String field, int most, List<T> into, ItemReader<T> item)
            throws IOException, BadFieldException {
        startArray(in, field);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (into.size() == most) {
                throw new BadFieldException(field + ": more than " + most + ": expected at most " + most);
            }
            startObject(in, field);
            into.add(item.read(in));
        }
    }

    private static ReaderHealth readReader(JsonParser in) throws IOException, BadFieldException {
        String id = "";
        String state = "";
        String detail = "";
        Instant since = Instant.EPOCH;
        long reads = 0;
        Optional<Instant> lastReadAt = Optional.empty();
        Optional<ReaderClock> clock = Optional.empty();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = id(in, field);
                case "state" -> state = shortText(in, field);
                case "detail" -> detail = shortText(in, field);
                case "since" -> since = time(in, field);
                case "reads" -> reads = count(in, field);
                case "lastReadAt" -> lastReadAt = Optional.of(time(in, field));
                case "clock" -> clock = Optional.of(readReaderClock(in));
                default -> skip(in);
            }
        }
        return new ReaderHealth(id, state, detail, since, reads, lastReadAt, clock);
    }

    private static ReaderClock readReaderClock(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "clock");
        long aheadMs = 0;
        int errorMs = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "aheadMs" -> aheadMs = number(in, field, Long.MIN_VALUE, Long.MAX_VALUE);
                case "errorMs" -> errorMs = (int) number(in, field, 0, Integer.MAX_VALUE);
                default -> skip(in);
            }
        }
        return new ReaderClock(aheadMs, errorMs);
    }

    private static PortalHealth readPortal(JsonParser in) throws IOException, BadFieldException {
        String id = "";
        long scans = 0;
        Optional<Instant> lastScanAt = Optional.empty();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = id(in, field);
                case "scans" -> scans = count(in, field);
                case "lastScanAt" -> lastScanAt = Optional.of(time(in, field));
                default -> skip(in);
            }
        }
        return new PortalHealth(id, scans, lastScanAt);
    }

    private static Problem readProblem(JsonParser in) throws IOException, BadFieldException {
        String name = "";
        String detail = "";
        Instant since = Instant.EPOCH;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" -> name = id(in, field);
                case "detail" -> detail = shortText(in, field);
                case "since" -> since = time(in, field);
                default -> skip(in);
            }
        }
        if (name.isEmpty()) {
            throw new BadFieldException("problem without name: expected lower-case letters, digits and hyphens");
        }
        return new Problem(name, detail, since);
    }

    private static JournalHealth readJournal(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "journal");
        UUID id = NO_JOURNAL;
        long firstSeq = 0;
        long lastSeq = 0;
        long pending = 0;
        Optional<Instant> oldestPendingAt = Optional.empty();
        long bytes = 0;
        long quotaBytes = 0;
        List<EarlierJournal> earlier = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = uuid(in, field);
                case "firstSeq" -> firstSeq = count(in, field);
                case "lastSeq" -> lastSeq = count(in, field);
                case "pending" -> pending = count(in, field);
                case "oldestPendingAt" -> oldestPendingAt = Optional.of(time(in, field));
                case "bytes" -> bytes = count(in, field);
                case "quotaBytes" -> quotaBytes = count(in, field);
                case "earlier" -> readList(in, field, JournalHealth.MOST_EARLIER, earlier, HealthJson::readEarlier);
                default -> skip(in);
            }
        }
        return new JournalHealth(id, firstSeq, lastSeq, pending, oldestPendingAt, bytes, quotaBytes, earlier);
    }

    private static EarlierJournal readEarlier(JsonParser in) throws IOException, BadFieldException {
        UUID id = NO_JOURNAL;
        long firstSeq = 0;
        long lastSeq = 0;
        long pending = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = uuid(in, field);
                case "firstSeq" -> firstSeq = count(in, field);
                case "lastSeq" -> lastSeq = count(in, field);
                case "pending" -> pending = count(in, field);
                default -> skip(in);
            }
        }
        if (id.equals(NO_JOURNAL)) {
            throw new BadFieldException("earlier journal without id: expected its UUID");
        }
        return new EarlierJournal(id, firstSeq, lastSeq, pending);
    }

    private static ClockHealth readClock(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "clock");
        ClockQuality quality = ClockQuality.FREE;
        int errorMs = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "quality" -> {
                    String code = text(in, field);
                    quality = ClockQuality.ofCode(code)
                            .orElseThrow(() -> new BadFieldException(field, quoted(code), "synced or free"));
                }
                case "errorMs" -> errorMs = (int) number(in, field, 0, Integer.MAX_VALUE);
                default -> skip(in);
            }
        }
        return new ClockHealth(quality, errorMs);
    }

    private static DiskHealth readDisk(JsonParser in) throws IOException, BadFieldException {
        startObject(in, "disk");
        long freeBytes = 0;
        long totalBytes = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "freeBytes" -> freeBytes = count(in, field);
                case "totalBytes" -> totalBytes = count(in, field);
                default -> skip(in);
            }
        }
        return new DiskHealth(freeBytes, totalBytes);
    }

    private static void readCounters(JsonParser in, Map<String, Long> into) throws IOException, BadFieldException {
        startObject(in, "counters");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (into.size() == Health.MOST) {
                throw new BadFieldException("counters: more than " + Health.MOST + ": expected at most " + Health.MOST);
            }
            into.put(name, number(in, Excerpt.of(name), Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    private static long count(JsonParser in, String field) throws IOException, BadFieldException {
        return number(in, field, 0, Long.MAX_VALUE);
    }

    private static String id(JsonParser in, String field) throws IOException, BadFieldException {
        String value = text(in, field);
        if (!AgentAddress.isId(value)) {
            throw new BadFieldException(field, quoted(value), "an id of lower-case letters, digits and hyphens");
        }
        return value;
    }

    private static String shortText(JsonParser in, String field) throws IOException, BadFieldException {
        String value = text(in, field);
        return value.length() <= LONGEST_TEXT ? value : value.substring(0, LONGEST_TEXT);
    }
}
