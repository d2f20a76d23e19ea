package io.tagline.edge.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes {@code /health}: whether all is well, what is not, and the state of each reader. */
final class HealthJson {
    private static final JsonFactory JSON = new JsonFactory();

    private HealthJson() {}

    static String of(Health health) {
        var text = new StringWriter(1_024);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("status", health.problems().isEmpty() ? "ok" : "problems");
            out.writeStringField("version", health.version());
            out.writeNumberField("uptimeSeconds", health.uptimeSeconds());
            out.writeArrayFieldStart("problems");
            for (Health.Problem problem : health.problems()) {
                Optional<KnownProblem> known = KnownProblem.ofCode(problem.name());
                out.writeStartObject();
                out.writeStringField("name", problem.name());
                out.writeStringField(
                        "severity",
                        known.map(KnownProblem::severity)
                                .orElse(KnownProblem.Severity.WARN)
                                .code());
                out.writeStringField("since", problem.since().toString());
                out.writeStringField("detail", problem.detail());
                out.writeStringField("do", known.map(KnownProblem::whatToDo).orElse(""));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("readers");
            for (Health.ReaderHealth reader : health.readers()) {
                out.writeStartObject();
                out.writeStringField("id", reader.id());
                out.writeStringField("state", reader.state());
                out.writeStringField("detail", reader.detail());
                out.writeStringField("since", reader.since().toString());
                out.writeNumberField("reads", reader.reads());
                if (reader.clock().isPresent()) {
                    out.writeNumberField("clockAheadMs", reader.clock().get().aheadMs());
                    out.writeNumberField("clockErrorMs", reader.clock().get().errorMs());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeObjectFieldStart("journal");
            out.writeStringField("id", health.journal().id().toString());
            out.writeNumberField("lastSeq", health.journal().lastSeq());
            out.writeNumberField("pending", health.journal().pending());
            out.writeNumberField("bytes", health.journal().bytes());
            out.writeNumberField("quotaBytes", health.journal().quotaBytes());
            out.writeEndObject();
            out.writeStringField("clock", health.clock().quality().code());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.append('\n').toString();
    }
}
