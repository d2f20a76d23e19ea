package io.tagline.hub.crm.tryton;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A note's text with its key, which stands in brackets on the last line: notes have no other field to keep it in. */
final class NoteText {
    private static final Pattern LAST_LINE = Pattern.compile("(?:^|\\n)\\[tagline:([!-~]{1,100})\\]\\s*\\z");

    private NoteText() {}

    static String with(String text, String key) {
        return text + "\n" + token(key);
    }

    static String token(String key) {
        return "[tagline:" + key + "]";
    }

    static Optional<String> key(String message) {
        Matcher matcher = LAST_LINE.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String text(String message) {
        Matcher matcher = LAST_LINE.matcher(message);
        return matcher.find() ? message.substring(0, matcher.start()) : message;
    }
}
