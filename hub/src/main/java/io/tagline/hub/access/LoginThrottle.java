package io.tagline.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows guessing down: only so many failed log-ins a minute for one user name from one address, five times as many from one
 * address, behind which there may be a whole office, and ten times as many for one user name from everywhere. Refused before the
 * password is looked at, which costs 0.1 s of a core.
 *
 * <p>The last of the three could keep a person out for as long as somebody guesses; so it does not hold where that person has
 * logged in from before. What is remembered has a bound. Safe for any thread.
 */
public final class LoginThrottle extends OncePerRequestFilter implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(LoginThrottle.class);
    private static final String PAGE = "/login";
    private static final String FAILED = LoginThrottle.class.getName();

    private static final int LONGEST_NAME = 64;
    private static final int NAMES_BEHIND_AN_ADDRESS = 5;
    private static final int ADDRESSES_OF_A_NAME = 10;
    private static final int MOST_KNOWN = 10_000;

    private final Refusals refusals;
    private final Throttle byUserAndAddress;
    private final Throttle byAddress;
    private final Throttle byUser;
    // guarded by itself; in order of use
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** Told of each log-in that is refused: the name that was given, whosever it is, and why. */
    @FunctionalInterface
    public interface Refusals {
        void refused(String name, String reason, String address);
    }

    /**
     * @param failuresPerMinute for one user name from one address
     * @param refusals where they are written down
     */
    public LoginThrottle(int failuresPerMinute, LongSupplier tickNanos, Refusals refusals) {
        this.refusals = refusals;
        this.byUserAndAddress = new Throttle(failuresPerMinute, tickNanos);
        this.byAddress = new Throttle(failuresPerMinute * NAMES_BEHIND_AN_ADDRESS, tickNanos);
        this.byUser = new Throttle(failuresPerMinute * ADDRESSES_OF_A_NAME, tickNanos);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST") || !request.getServletPath().equals(PAGE)) {
            chain.doFilter(request, response);
            return;
        }
        String user = user(request);
        String address = AddressKey.of(request.getRemoteAddr());
        if (!begin(user, address)) {
            refusals.refused(user, "too many tries", request.getRemoteAddr());
            response.sendRedirect(PAGE + "?slow");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.getAttribute(FAILED) == null) {
                giveBack(user, address);
            }
        }
    }

    /** Takes the price of a failure in advance, so that guessing many at once gains nothing; false refuses. */
    boolean begin(String user, String address) {
        if (!byAddress.tryAcquire(address)) {
            return false;
        }
        if (!byUserAndAddress.tryAcquire(user + " " + address)) {
            byAddress.giveBack(address);
            return false;
        }
        if (!byUser.tryAcquire(user) && !isKnown(user, address)) {
            byAddress.giveBack(address);
            byUserAndAddress.giveBack(user + " " + address);
            return false;
        }
        return true;
    }

    private void giveBack(String user, String address) {
        byAddress.giveBack(address);
        byUserAndAddress.giveBack(user + " " + address);
        byUser.giveBack(user);
    }

    /** The log-in was right: from here this user is let through, whatever others do elsewhere. */
    void succeeded(String user, String address) {
        synchronized (known) {
            known.put(user + " " + address, true);
        }
    }

    /** As above, of a request. */
    public void succeeded(HttpServletRequest request) {
        succeeded(user(request), AddressKey.of(request.getRemoteAddr()));
    }

    private boolean isKnown(String user, String address) {
        synchronized (known) {
            return known.get(user + " " + address) != null;
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            // the password was never looked at, so nothing was guessed
            log.atError().setCause(failure).log("log-in not possible");
            response.sendRedirect(PAGE + "?away");
            return;
        }
        request.setAttribute(FAILED, true);
        log.atWarn().addKeyValue("from", request.getRemoteAddr()).log("log-in failed");
        refusals.refused(user(request), "wrong name or password", request.getRemoteAddr());
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
