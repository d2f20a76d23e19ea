package io.tagline.hub.web;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Renders the changing part of a page away from any request; the page itself includes the same template. */
final class Fragments {

    /** The language of pages, until there is a second {@code messages} file. */
    static final Locale LOCALE = Locale.ENGLISH;

    private final SpringTemplateEngine engine;

    Fragments(SpringTemplateEngine engine) {
        this.engine = engine;
    }

    String render(String template, Map<String, Object> model) {
        return engine.process(template, new Context(LOCALE, model)).strip();
    }
}
