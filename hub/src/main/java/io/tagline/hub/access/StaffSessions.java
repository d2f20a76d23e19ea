package io.tagline.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of who was removed or given another password or other roles, at the next request: the commands that do so run
 * beside the hub, and a session lasts a shift, after which it ends too. Costs a look-up by key, for requests of staff only.
 */
public final class StaffSessions extends OncePerRequestFilter {

    private final StaffDirectory staff;
    private final InstantSource clock;

    public StaffSessions(StaffDirectory staff, InstantSource clock) {
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        boolean over = session != null && !StaffPresence.isOpen(session, clock);
        if (who != null && isOver(who.getPrincipal(), over)) {
            SecurityContextHolder.clearContext();
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isOver(@Nullable Object principal, boolean over) {
        return principal instanceof StaffMember member
                ? over || !staff.isStill(member)
                : over && principal instanceof OidcStaff;
    }
}
