package io.tagline.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whether who asked is still who the log-in said, with the same roles and password, in a session that has not ended: for what
 * goes on after its request, a live page. Safe for any thread.
 */
public final class StaffPresence implements BooleanSupplier {

    /** A shift: after that everybody logs in again, however busy the session was. */
    static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final StaffDirectory staff;
    private final StaffMember member;
    private final HttpSession session;
    private final InstantSource clock;

    private StaffPresence(StaffDirectory staff, StaffMember member, HttpSession session, InstantSource clock) {
        this.staff = staff;
        this.member = member;
        this.session = session;
        this.clock = clock;
    }

    /** Of the request's session; never true where there is none. Called on the request's thread. */
    public static BooleanSupplier of(HttpServletRequest request, StaffDirectory staff, InstantSource clock) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        @Nullable HttpSession session = request.getSession(false);
        if (who == null || session == null) {
            return () -> false;
        }
        if (who.getPrincipal() instanceof OidcStaff) {
            return () -> isOpen(session, clock);
        }
        return who.getPrincipal() instanceof StaffMember member
                ? new StaffPresence(staff, member, session, clock)
                : () -> false;
    }

    /** Costs a look-up by key. */
    @Override
    public boolean getAsBoolean() {
        return isOpen(session, clock) && staff.isStill(member);
    }

    /** Whether a session goes on. */
    static boolean isOpen(HttpSession session, InstantSource clock) {
        try {
            return clock.millis() - session.getCreationTime() < LONGEST_SESSION.toMillis();
        } catch (IllegalStateException e) {
            // logged out, or timed out
            return false;
        }
    }
}
