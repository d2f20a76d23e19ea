package io.tagline.edge.board;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The board's addresses. {@code /} is all doors, or the only one. */
final class Paths {
    static final String ALL = "/";
    static final String EVENTS = "/events";
    static final String SHEET = "/board.css";
    static final String SCRIPT = "/board.js";

    /** Before a door's id. */
    static final String DOOR = "/door/";

    /** After a door's id. */
    static final String ACKNOWLEDGE = "/acknowledge";

    private Paths() {}

    static String door(String id, Language language) {
        return DOOR + encoded(id) + in(language);
    }

    static String acknowledge(String id, Language language) {
        return DOOR + encoded(id) + ACKNOWLEDGE + in(language);
    }

    static String in(Language language) {
        return "?lang=" + language.code();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
