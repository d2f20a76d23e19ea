package io.tagline.hub.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Versions of things as entity tags (RFC 9110 §8.8.3, §13.1.1): who changes something says which version they have looked at. */
final class Versions {
    /** What may stand behind the version in a tag: see {@link #shown}. */
    static final String SHOWN = "(?:-[0-9a-f]{8})?";

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})" + SHOWN + "\"");

    private Versions() {}

    static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The tag of an answer that shows more than what has the version (a customer's orders, an order's parcels): whoever asks with
     * If-None-Match is told when any of it is different; whoever changes it is held to the version alone.
     *
     * @param tag of the version
     * @param body of the answer
     */
    static String shown(String tag, Object body) {
        return "%s-%08x\""
                .formatted(tag.substring(0, tag.length() - 1), body.toString().hashCode());
    }

    /**
     * The version that a change is meant for.
     *
     * @throws ProblemException 428 without the header, 412 for one that is no version of ours
     */
    static int required(Optional<String> ifMatch) {
        String text = ifMatch.orElseThrow(() -> new ProblemException(Problem.of(
                HttpStatus.PRECONDITION_REQUIRED,
                "version-required",
                "no If-Match header: expected the ETag of what is to be changed")));
        Matcher tag = TAG.matcher(text.strip());
        if (!tag.matches()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.PRECONDITION_FAILED, "version-stale", "If-Match: expected an ETag such as \"3\""));
        }
        return Integer.parseInt(tag.group(1));
    }
}
