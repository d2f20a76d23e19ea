package io.tagline.hub.web;

import io.tagline.hub.timeline.TrackingLink;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Addresses of pages as the world sees them: from the setting {@code http.public-url}, else as the caller reached us. */
record Links(Optional<URI> publicUrl) {

    Function<TrackingLink, String> tracking(HttpServletRequest request) {
        String base = publicUrl.map(URI::toString).map(Links::withoutSlash).orElseGet(() -> here(request));
        return link -> base + "/track/" + link.token();
    }

    private static String here(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }

    static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
