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

    private Optional<StaffMember> find(String name) {
        return users.find(name)
                .map(found -> new StaffMember(
                        found.user().name(), found.passwordHash(), found.user().roles()));
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
