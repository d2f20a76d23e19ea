package io.tagline.edge.board;

/** HTML being written, in one line: {@code raw} is ours, {@code text} is anybody's. Confined to one thread. */
final class Html {
    private final StringBuilder html = new StringBuilder(8_192);

    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Text as content or as the value of an attribute in single or double quotes. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                // an event of SSE ends with its line
                default -> html.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return this;
    }

    /** An id, a number of a parcel: left to right in any language, and set apart from it. */
    Html id(String text) {
        return raw("<bdi dir='ltr'>").text(text).raw("</bdi>");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
