package io.tagline.hub.access;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, of the request that the calling thread serves: for pages and API. */
public final class Viewers {

    private Viewers() {}

    /** The member of staff or the program; empty for who is neither, a customer by a link. */
    public static Optional<Viewer> current() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            return Optional.empty();
        }
        if (who.getPrincipal() instanceof StaffMember member) {
            return Optional.of(member.viewer());
        }
        if (who.getPrincipal() instanceof OidcStaff member) {
            return Optional.of(member.viewer());
        }
        return who.getPrincipal() instanceof Program program
                ? Optional.of(program.key().viewer())
                : Optional.empty();
    }

    /**
     * As above, where a rule lets nobody else come.
     *
     * @throws IllegalStateException where none does
     */
    public static Viewer required() {
        return current()
                .orElseThrow(() -> new IllegalStateException("a request of nobody: expected staff or a program"));
    }

    /** Whether who asks may see an order or a customer of this source: all but a partner, who may see its own. */
    public static boolean maySee(String source) {
        return source().map(source::equals).orElse(true);
    }

    /** The source that a partner is bound to; empty for everybody else. */
    public static Optional<String> source() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who == null ? Optional.empty() : source(who);
    }

    /** As above, of somebody. */
    public static Optional<String> source(Authentication who) {
        return who.getPrincipal() instanceof Program program ? program.key().source() : Optional.empty();
    }
}
