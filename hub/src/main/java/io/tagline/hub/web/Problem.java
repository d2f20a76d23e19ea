package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An error as the API says it (RFC 9457).
 *
 * @param type stable name of the kind of error, a URN
 * @param title what kind of error it is
 * @param status of HTTP
 * @param detail names the thing, its value and what was expected
 * @param problems each of several things wrong with a body; absent when there is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String type, String title, int status, String detail, List<Item> problems) {

    private static final String TYPES = "urn:tagline:problem:";

    Problem {
        problems = List.copyOf(problems);
    }

    /** One thing wrong with a body: where, and what. */
    record Item(String path, String message) {}

    /** A problem of one part; {@code type} is the last part of its URN. */
    static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(TYPES + type, status.getReasonPhrase(), status.value(), detail, List.of());
    }

    static Problem of(HttpStatus status, String type, String detail, List<Item> problems) {
        return new Problem(TYPES + type, status.getReasonPhrase(), status.value(), detail, problems);
    }

    ResponseEntity<Problem> response() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}
