package io.tagline.hub.crm.fake.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * "Execute batch operations using the Web API": parts of multipart/mixed (RFC 2046 §5.1), each an HTTP request with CRLF line ends; at
 * most 1,000.
 */
final class DynamicsBatch {
    private static final String CRLF = "\r\n";

    private DynamicsBatch() {}

    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static List<Request> requests(Request batch) {
        String type = batch.header("content-type").orElse("");
        int at = type.indexOf("boundary=");
        if (!type.startsWith("multipart/mixed") || at < 0) {
            throw new Malformed("Content-Type: expected multipart/mixed with a boundary");
        }
        String boundary = "--" + type.substring(at + 9).replace("\"", "");
        if (batch.body().replace(CRLF, "").contains("\n") && !batch.body().contains(CRLF)) {
            throw new Malformed("lines have to end with CRLF");
        }
        String body = batch.body();
        if (!body.contains(boundary + "--")) {
            throw new Malformed("the last boundary is missing");
        }
        List<Request> requests = new ArrayList<>();
        String[] parts = body.substring(0, body.indexOf(boundary + "--")).split(Pattern.quote(boundary + CRLF), -1);
        for (int i = 1; i < parts.length; i++) {
            requests.add(request(parts[i]));
        }
        if (requests.isEmpty() || requests.size() > 1000) {
            throw new Malformed("expected 1 to 1000 requests in the batch");
        }
        return requests;
    }

    private static Request request(String part) {
        int blank = part.indexOf(CRLF + CRLF);
        Map<String, String> own = headers(part.substring(0, Math.max(0, blank)));
        if (blank < 0
                || !"application/http".equals(own.get("content-type"))
                || !"binary".equals(own.get("content-transfer-encoding"))) {
            throw new Malformed("each part needs application/http and binary");
        }
        String http = part.substring(blank + 4);
        int end = http.indexOf(CRLF + CRLF);
        int first = http.indexOf(CRLF);
        if (end < 0) {
            throw new Malformed("a request ends with an empty line");
        }
        String[] line = http.substring(0, first).split(" ", -1);
        if (line.length != 3 || !line[2].equals("HTTP/1.1")) {
            throw new Malformed("request line " + http.substring(0, first));
        }
        String body = http.substring(end + 4);
        return new Request(
                line[0],
                URI.create(line[1]),
                headers(http.substring(first + 2, end)),
                body.endsWith(CRLF) ? body.substring(0, body.length() - 2) : body);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.split(CRLF, -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    static Reply replies(List<Reply> replies) {
        String boundary = "batchresponse_0b0f4a42-fakes";
        StringBuilder body = new StringBuilder();
        for (Reply reply : replies) {
            body.append("--").append(boundary).append(CRLF);
            body.append("Content-Type: application/http").append(CRLF);
            body.append("Content-Transfer-Encoding: binary").append(CRLF).append(CRLF);
            body.append("HTTP/1.1 ")
                    .append(reply.status())
                    .append(' ')
                    .append(words(reply.status()))
                    .append(CRLF);
            reply.headers()
                    .forEach((name, value) ->
                            body.append(name).append(": ").append(value).append(CRLF));
            body.append("OData-Version: 4.0")
                    .append(CRLF)
                    .append(CRLF)
                    .append(reply.body())
                    .append(CRLF);
        }
        body.append("--").append(boundary).append("--").append(CRLF);
        return Reply.text(200, "multipart/mixed; boundary=" + boundary, body.toString());
    }

    private static String words(int status) {
        return Optional.ofNullable(Map.of(
                                200,
                                "OK",
                                201,
                                "Created",
                                204,
                                "No Content",
                                404,
                                "Not Found",
                                412,
                                "Precondition Failed")
                        .get(status))
                .orElse("Error");
    }
}
