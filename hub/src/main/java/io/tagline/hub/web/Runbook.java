package io.tagline.hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The runbook that is shipped with the hub, as HTML: the same file that a person reads in the source tree, so that it can be read
 * with no way out to the Internet. Each section has its problem's name as its id.
 */
final class Runbook {

    private static final String FILE = "/runbook.md";

    private final String html;

    Runbook() {
        this.html = HtmlRenderer.builder()
                .escapeHtml(true)
                .attributeProviderFactory(context -> Runbook::nameHeading)
                .build()
                .render(Parser.builder().build().parse(text()));
    }

    String html() {
        return html;
    }

    /** The file as it is. */
    static String text() {
        try (InputStream in = Runbook.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("runbook.md: expected among the hub's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's runbook.md", e);
        }
    }

    private static void nameHeading(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading) {
            Node first = node.getFirstChild();
            if (first instanceof Code name) {
                attributes.put("id", name.getLiteral());
            } else if (first instanceof Text words) {
                attributes.put("id", words.getLiteral().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
            }
        }
    }
}
