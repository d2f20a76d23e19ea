package io.tagline.hub.access;

/** Who may see a field of a customer or a case. The hub itself sees all of them: it sends the notices. */
public enum Visibility {
    /** Everyone who works with customers. */
    ALL_REPS,
    /** Those who supervise the reps. */
    SUPERVISORS,
    /** Whoever holds a named post; which ones, a field's setting says ({@link FieldVisibility}). */
    NAMED_POSTS;

    /** Whether this lets them see it. */
    public boolean allows(Viewer viewer) {
        return viewer.isSystem()
                || switch (this) {
                    case ALL_REPS -> viewer.hasAny(Role.REP, Role.SUPERVISOR, Role.ADMIN);
                    case SUPERVISORS -> viewer.hasAny(Role.SUPERVISOR, Role.ADMIN);
                    case NAMED_POSTS -> viewer.post().isPresent();
                };
    }
}
