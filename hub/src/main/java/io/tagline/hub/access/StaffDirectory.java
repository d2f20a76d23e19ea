package io.tagline.hub.access;

import java.util.Optional;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Staff as the log-in looks them up. */
public final class StaffDirectory implements UserDetailsService {

    private final StaffUsers users;

    public StaffDirectory(StaffUsers users) {
        this.users = users;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return find(name).orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    /** The password is right and was kept in a way of old: keeps it in today's, unless somebody else changed it meanwhile. */
    void keepAnew(String name, String oldHash, String password) {
        users.keepAnew(name, oldHash, users.encoder().hash(password));
    }

    private Optional<StaffMember> find(String name) {
        return users.find(name).map(found -> new StaffMember(found.user(), found.passwordHash()));
    }

    /** Whether there is such a user. */
    boolean isKnown(String name) {
        return users.find(name).isPresent();
    }

    /** Whether a log-in would come to the same now: not for one who was removed, or has other roles or another password. */
    boolean isStill(StaffMember member) {
        return find(member.getUsername()).filter(member::restsOnTheSameAs).isPresent();
    }

    /** How passwords are compared. */
    public PasswordEncoder passwordEncoder() {
        return users.encoder();
    }
}
