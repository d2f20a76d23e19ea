package io.tagline.hub.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Who has logged in, with what the log-in rested on, so that a session ends with it. */
final class StaffMember extends User {
    private static final long serialVersionUID = 1L;

    /** SHA-256 of the roles and the password's hash, which itself is erased after the log-in. */
    private final String basis;

    StaffMember(String name, String passwordHash, Set<Role> roles) {
        super(
                name,
                passwordHash,
                roles.stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                        .collect(Collectors.toSet()));
        this.basis = MachineSecret.hash(Role.join(roles) + " " + passwordHash);
    }

    /** True if this is the same person with the same roles and password. */
    boolean restsOnTheSameAs(StaffMember other) {
        return equals(other) && basis.equals(other.basis);
    }
}
