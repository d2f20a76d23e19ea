package io.tagline.hub.access;

import org.springframework.security.core.userdetails.User;
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
        return users.find(name)
                .map(found -> User.withUsername(found.user().name())
                        .password(found.passwordHash())
                        .roles(found.user().roles().stream().map(Role::name).toArray(String[]::new))
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    /** How passwords are compared. */
    public PasswordEncoder passwordEncoder() {
        return users.encoder();
    }
}
