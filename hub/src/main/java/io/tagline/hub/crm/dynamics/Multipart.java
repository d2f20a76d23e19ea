package io.tagline.hub.crm.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Requests in one body, and their answers: multipart/mixed (RFC 2046 §5.1) of application/http (OData 4.0 §11.7). */
final class Multipart {
    private static final String CRLF = "\r\n";

    private final String boundary;
    private final StringBuilder body = new StringBuilder();

    /** An answer of many. */
    record Part(int status, String body) {}

    /** @param boundary that occurs in no record */
    Multipart(String boundary) {
        this.boundary = boundary;
    }

    String type() {
        return "multipart/mixed;boundary=\"" + boundary + "\"";
    }

    void add(String method, String path, Map<String, String> headers, String json) {
        begin(method, path);
        body.append("Content-Type: application/json; type=entry").append(CRLF);
        headers.forEach(
                (name, value) -> body.append(name).append(": ").append(value).append(CRLF));
        body.append(CRLF).append(json).append(CRLF);
    }

    /** A question, which has no body. */
    void ask(String path) {
        begin("GET", path);
        body.append("Accept: application/json").append(CRLF).append(CRLF);
    }

    private void begin(String method, String path) {
        body.append("--").append(boundary).append(CRLF);
        body.append("Content-Type: application/http").append(CRLF);
        body.append("Content-Transfer-Encoding: binary").append(CRLF).append(CRLF);
        body.append(method).append(' ').append(path).append(" HTTP/1.1").append(CRLF);
    }

    String whole() {
        return body + "--" + boundary + "--" + CRLF;
    }

    /** The answers, in their order; those before the place where the body is no multipart any more. */
    static List<Part> parts(String type, String body) {
        int at = type.indexOf("boundary=");
        List<Part> parts = new ArrayList<>();
        if (at < 0) {
            return parts;
        }
        String boundary =
                type.substring(at + 9).split(";", 2)[0].replace("\"", "").strip();
        int end = body.indexOf("--" + boundary + "--");
        if (end < 0) {
            return parts;
        }
        for (String part : body.substring(0, end).split(Pattern.quote("--" + boundary + CRLF), -1)) {
            int line = part.indexOf("HTTP/1.1 ");
            int blank = part.indexOf(CRLF + CRLF, Math.max(0, line));
            if (line >= 0 && blank >= 0) {
                String status = part.substring(line + 9, line + 12);
                parts.add(new Part(
                        status.matches("[0-9]{3}") ? Integer.parseInt(status) : 0,
                        part.substring(blank + 4).strip()));
            }
        }
        return parts;
    }
}
