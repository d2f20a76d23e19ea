package io.tagline.hub.crm.http;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a CRM says of what it refuses, fit to be kept and shown. */
public final class CrmWords {
    private static final int LONGEST = 500;
    /** Shorter values are words of the message as often as not, and tell nobody's name. */
    private static final int SHORTEST = 3;

    private static final Logger log = LoggerFactory.getLogger(CrmWords.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern JSON_NAME = Pattern.compile("\"(" + NAME.pattern() + ")\"\\s*:");
    private static final int MOST_NAMES = 5;
    private static final String OURS = "io.tagline.";

    private CrmWords() {}

    /**
     * What may be repeated of what a CRM says of a whole request, to be put behind its code: which of the names that we used ourselves
     * it speaks of, models and fields. It may quote any record, of other people too; all of its words are in the log at DEBUG.
     *
     * @return empty, or with a blank in front
     */
    public static String about(CrmRequest request, String message) {
        log.atDebug()
                .addKeyValue("request", request.where())
                .addKeyValue("words", message)
                .log("CRM speaks of a whole request");
        Set<String> ours = names(request);
        List<String> named = NAME.matcher(message)
                .results()
                .map(MatchResult::group)
                .filter(name -> name.length() >= SHORTEST && ours.contains(name))
                .distinct()
                .limit(MOST_NAMES)
                .toList();
        return named.isEmpty() ? "" : " (about " + String.join(", ", named) + ")";
    }

    /** What is written has names before its values; what only reads has names, and keys. */
    private static Set<String> names(CrmRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        String query = Objects.requireNonNullElse(request.uri().getQuery(), "");
        Stream<String> names = request.changes()
                ? JSON_NAME.matcher(body).results().map(found -> found.group(1))
                : NAME.matcher(body + " " + query.replace('+', ' ')).results().map(MatchResult::group);
        return names.collect(Collectors.toSet());
    }

    /** A fault of ours, without its words: those may hold what it was made of. */
    public static String of(Exception fault) {
        return Stream.of(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame ->
                        fault.getClass().getSimpleName() + " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElseGet(() -> fault.getClass().getSimpleName());
    }

    /** At most 500 signs, without what the record's texts hold: CRMs quote names and addresses that they don't like. */
    public static String of(String message, Write write) {
        String words = message;
        for (Value value : write.fields().values()) {
            if (value instanceof Value.Text text && text.text().length() >= SHORTEST) {
                words = words.replace(text.text(), "…");
            }
        }
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }
}
