package io.tagline.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows guessing down: only so many failed log-ins a minute for one user name, and five times as many from one address,
 * behind which there may be a whole office. Refused before the password is looked at, which costs 0.1 s of a core.
 */
public final class LoginThrottle extends OncePerRequestFilter implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(LoginThrottle.class);
    private static final String PAGE = "/login";

    private static final int LONGEST_NAME = 64;
    private static final int NAMES_BEHIND_AN_ADDRESS = 5;

    private final Throttle byUser;
    private final Throttle byAddress;

    /** @param failuresPerMinute for one user name */
    public LoginThrottle(int failuresPerMinute, LongSupplier tickNanos) {
        this.byUser = new Throttle(failuresPerMinute, tickNanos);
        this.byAddress = new Throttle(failuresPerMinute * NAMES_BEHIND_AN_ADDRESS, tickNanos);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isLogin =
                request.getMethod().equals("POST") && request.getServletPath().equals(PAGE);
        if (isLogin && !(byAddress.hasRoom(request.getRemoteAddr()) && byUser.hasRoom(user(request)))) {
            response.sendRedirect(PAGE + "?slow");
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        byAddress.tryAcquire(request.getRemoteAddr());
        byUser.tryAcquire(user(request));
        log.atWarn().addKeyValue("from", request.getRemoteAddr()).log("log-in failed");
        response.sendRedirect(PAGE + "?failed");
    }

    private static String user(HttpServletRequest request) {
        String name = request.getParameter("username");
        if (name == null) {
            return "";
        }
        // no user's name is longer, and what is remembered has a bound
        return name.substring(0, Math.min(LONGEST_NAME, name.length())).toLowerCase(Locale.ROOT);
    }
}
