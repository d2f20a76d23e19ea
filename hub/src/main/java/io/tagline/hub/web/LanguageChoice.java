package io.tagline.hub.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/** Pages speak the language that their reader chose; a choice is kept in a cookie, and there is none before. */
final class LanguageChoice extends OncePerRequestFilter implements LocaleResolver {

    private static final Duration KEPT = Duration.ofDays(365);

    private final boolean https;

    LanguageChoice(boolean https) {
        this.https = https;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Language.of(request);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new IllegalStateException("the language of a page is its reader's: expected ?lang=");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // streams are told the language of their page, which is no choice
        String query = request.getQueryString();
        return query == null
                || !(query.contains(Language.PARAMETER + "=") || query.contains(Language.DATES + "="))
                || request.getServletPath().endsWith("/events");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Language.ofCode(request.getParameter(Language.PARAMETER))
                .ifPresent(language -> keep(response, Language.PARAMETER, language.code()));
        Language.dates(request.getParameter(Language.DATES)).ifPresent(kind -> keep(response, Language.DATES, kind));
        chain.doFilter(request, response);
    }

    private void keep(HttpServletResponse response, String name, String value) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(https)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
