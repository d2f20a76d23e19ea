package io.tagline.hub.care.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a reader sees of HTML, as plain text. Nothing of it is ever loaded or run: tags fall away, and with them what is in scripts,
 * styles and comments. One pass, so that no input takes long; what is left is text, to be shown as text.
 */
final class HtmlText {
    private static final Set<String> BREAKS = Set.of(
            "br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "hr");
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "euro", "€", "hellip", "…",
            "ndash", "–", "rsquo", "’");
    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        return new HtmlText(html).read();
    }

    private String read() {
        while (at < html.length()) {
            char sign = html.charAt(at);
            if (sign == '<') {
                tag();
            } else if (sign == '&') {
                entity();
            } else {
                blankOr(sign);
                at++;
            }
        }
        return text.toString()
                .replaceAll(" *\n *", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private void blankOr(char sign) {
        if (!Character.isWhitespace(sign)) {
            text.append(sign);
        } else if (text.length() > 0 && !Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.append(' ');
        }
    }

    private void tag() {
        if (html.startsWith("<!--", at)) {
            skipPast("-->", at + 4);
            return;
        }
        int begin = at + 1;
        boolean closing = begin < html.length() && html.charAt(begin) == '/';
        int end = closing ? begin + 1 : begin;
        int nameBegin = end;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        if (end == nameBegin && (end >= html.length() || html.charAt(end) != '!')) {
            // a lone <, as people write it
            text.append('<');
            at++;
            return;
        }
        String name = html.substring(nameBegin, end).toLowerCase(Locale.ROOT);
        skipPast(">", end);
        if (BREAKS.contains(name)) {
            text.append('\n');
        }
        if (!closing && UNSEEN.contains(name)) {
            skipElement(name);
        }
    }

    private void skipElement(String name) {
        String ending = "</" + name;
        while (at < html.length() && !html.regionMatches(true, at, ending, 0, ending.length())) {
            at++;
        }
        skipPast(">", at);
    }

    private void skipPast(String mark, int from) {
        int found = html.indexOf(mark, Math.min(from, html.length()));
        at = found < 0 ? html.length() : found + mark.length();
    }

    private void entity() {
        int end = at;
        while (end < html.length() && end - at <= LONGEST_ENTITY && html.charAt(end) != ';') {
            end++;
        }
        if (end == html.length() || html.charAt(end) != ';') {
            text.append('&');
            at++;
            return;
        }
        String name = html.substring(at + 1, end);
        String meaning = name.startsWith("#") ? numeric(name.substring(1)) : NAMED.getOrDefault(name, "");
        text.append(meaning.isEmpty() ? html.substring(at, end + 1) : meaning);
        at = end + 1;
    }

    /** Empty for what is no character. */
    private static String numeric(String digits) {
        try {
            int point = digits.startsWith("x") || digits.startsWith("X")
                    ? Integer.parseInt(digits.substring(1), 16)
                    : Integer.parseInt(digits);
            return Character.isValidCodePoint(point) && point >= ' ' && Character.getType(point) != Character.SURROGATE
                    ? Character.toString(point)
                    : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
