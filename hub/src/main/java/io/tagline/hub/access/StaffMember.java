package io.tagline.hub.access;

import java.util.stream.Collectors;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Who has logged in, with what the log-in rested on, so that a session ends with it. */
final class StaffMember extends User {
    private static final long serialVersionUID = 1L;

    /** SHA-256 of the roles, the post and the password's hash, which itself is erased after the log-in. */
    private final String basis;

    private final transient Viewer viewer;

    StaffMember(StaffUser user, String passwordHash) {
        super(
                user.name(),
                passwordHash,
                user.roles().stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                        .collect(Collectors.toSet()));
        this.viewer = user.viewer();
        this.basis =
                MachineSecret.hash(Role.join(user.roles()) + "\n" + user.post().orElse("") + "\n" + passwordHash);
    }

    Viewer viewer() {
        return viewer;
    }

    /** True if this is the same person with the same roles, post and password. */
    boolean restsOnTheSameAs(StaffMember other) {
        return equals(other) && basis.equals(other.basis);
    }
}
