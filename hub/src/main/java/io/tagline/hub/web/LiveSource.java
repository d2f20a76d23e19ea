package io.tagline.hub.web;

import java.util.Optional;

/** What a live page shows. Called by the live threads. */
interface LiveSource {

    /** The page's changing part as HTML; empty when there is nothing to show any more, which ends the stream. */
    Optional<String> render();

    /** {@link Version} of what {@link #render} would give, if that is known without rendering. */
    default Optional<String> version() {
        return Optional.empty();
    }

    /** Has {@code changed} run whenever the page may look different; quick, since changes come from the pipeline. */
    AutoCloseable watch(Runnable changed);
}
