package io.tagline.hub.access;

import io.tagline.hub.store.StoreUnavailableException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Looks at name and password of a log-in. A right password that was kept in a way of old is kept in today's, and the session rests on
 * that: Spring's own upgrade leaves it resting on what was, so that it would end at once.
 */
public final class StaffDoor extends DaoAuthenticationProvider {

    private final StaffDirectory staff;

    public StaffDoor(StaffDirectory staff) {
        super(staff);
        this.staff = staff;
        setPasswordEncoder(staff.passwordEncoder());
    }

    @Override
    protected Authentication createSuccessAuthentication(Object principal, Authentication given, UserDetails user) {
        UserDetails now = keptAnew(given, user);
        return super.createSuccessAuthentication(now, given, now);
    }

    private UserDetails keptAnew(Authentication given, UserDetails user) {
        String hash = user.getPassword();
        Object password = given.getCredentials();
        if (hash == null || password == null || !staff.passwordEncoder().upgradeEncoding(hash)) {
            return user;
        }
        try {
            staff.keepAnew(user.getUsername(), hash, password.toString());
            return staff.loadUserByUsername(user.getUsername());
        } catch (StoreUnavailableException e) {
            // the next log-in tries again
            return user;
        }
    }
}
