package io.tagline.hub.web;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Renders the changing part of a page away from any request; the page itself includes the same template. */
final class Fragments {

    private final SpringTemplateEngine engine;

    Fragments(SpringTemplateEngine engine) {
        this.engine = engine;
    }

    /** @param language of the page's reader ({@link Language#of}) */
    String render(String template, Locale language, Map<String, Object> model) {
        return engine.process(template, new Context(language, model)).strip();
    }
}
