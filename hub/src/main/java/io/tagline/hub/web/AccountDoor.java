package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.account.Account;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.settings.HubSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * Who of the customers asks. Their sessions have nothing to do with those of staff: another cookie, sent to their own pages only, and no
 * role. Safe for any thread.
 */
@Component
final class AccountDoor {
    private static final String COOKIE = "tagline-account";
    private static final String PATH = "/account";
    private static final int SECRET_LENGTH = 43;

    private final Accounts accounts;
    private final GuessLimit guesses;
    private final boolean https;

    AccountDoor(Accounts accounts, GuessLimit linkGuesses, HubSettings settings) {
        this.accounts = accounts;
        this.guesses = linkGuesses;
        this.https = settings.http().https();
    }

    /** A page for whoever has signed in; for all others the form to do so. */
    ModelAndView page(HttpServletRequest request, Function<Account, ModelAndView> page) {
        return of(request).map(page).orElseGet(() -> new ModelAndView("redirect:" + PATH));
    }

    /** Who has signed in; empty for everybody else, staff too. */
    Optional<Account> of(HttpServletRequest request) {
        return secret(request)
                .filter(secret -> guesses.mayTry(request.getRemoteAddr(), secret))
                .flatMap(secret -> {
                    Optional<Account> account = accounts.session(secret);
                    if (account.isPresent()) {
                        guesses.right(secret);
                    } else {
                        guesses.wrong(request.getRemoteAddr());
                    }
                    return account;
                });
    }

    private static Optional<String> secret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && cookie.getValue().length() == SECRET_LENGTH) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    void opened(HttpServletResponse response, Personal secret) {
        keep(response, secret.value(), Accounts.SESSION);
    }

    /** Ends the session of this request, for good. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        secret(request).ifPresent(accounts::leave);
        keep(response, "", Duration.ZERO);
    }

    private void keep(HttpServletResponse response, String value, Duration time) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
                .path(PATH)
                .maxAge(time)
                .httpOnly(true)
                .secure(https)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
