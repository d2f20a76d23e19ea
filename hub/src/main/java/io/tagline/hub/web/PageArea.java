package io.tagline.hub.web;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import java.util.List;
import java.util.Set;

/**
 * Pages of staff and which roles may open them. Who logs in comes to the first that their role may open.
 *
 * @param path without a slash at its end; all below it is of the area
 */
record PageArea(String path, Set<Role> roles) {

    static final List<PageArea> ALL = List.of(
            new PageArea("/fleet", Set.of(Role.ADMIN, Role.OPERATIONS)),
            new PageArea("/board", Set.of(Role.ADMIN, Role.OPERATIONS, Role.DEPOT)),
            new PageArea("/dead-letters", Set.of(Role.ADMIN, Role.OPERATIONS)),
            new PageArea("/desk", Set.of(Role.ADMIN, Role.REP, Role.SUPERVISOR)),
            new PageArea("/depot", Set.of(Role.ADMIN, Role.OPERATIONS, Role.DEPOT)),
            new PageArea("/operations", Set.of(Role.ADMIN, Role.OPERATIONS)),
            new PageArea("/benefits", Set.of(Role.ADMIN, Role.SUPERVISOR, Role.ANALYST)));

    /** Everything below it. */
    String pattern() {
        return path + "/**";
    }

    /** As security rules know them. */
    String[] roleNames() {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }

    /** Whether somebody may open a page; what is in no area is for everyone. */
    static boolean mayOpen(Viewer viewer, String path) {
        return ALL.stream()
                .filter(area -> path.equals(area.path()) || path.startsWith(area.path() + "/"))
                .allMatch(area -> area.roles().stream().anyMatch(viewer.roles()::contains));
    }

    /** Where somebody begins who has just logged in; the page for everyone where there is none of theirs. */
    static String home(Viewer viewer) {
        return ALL.stream()
                .filter(area -> area.roles().stream().anyMatch(viewer.roles()::contains))
                .map(PageArea::path)
                .findFirst()
                .orElse("/");
    }
}
