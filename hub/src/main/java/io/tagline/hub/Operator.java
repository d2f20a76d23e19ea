package io.tagline.hub;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import java.util.Optional;
import java.util.Set;

/** Who runs a command, for the audit log: a user of this machine, who can do all that a command can. */
final class Operator {

    private Operator() {}

    static Viewer viewer() {
        return new Viewer(
                "command:" + System.getProperty("user.name", "unknown"), Set.of(Role.ADMIN), Optional.empty());
    }
}
