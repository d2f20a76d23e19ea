package io.tagline.hub.access;

import java.util.Set;

/**
 * Who may see one field.
 *
 * @param posts which named posts, for {@link Visibility#NAMED_POSTS}; else none
 */
public record FieldVisibility(Visibility level, Set<String> posts) {
    public FieldVisibility {
        posts = Set.copyOf(posts);
        if ((level == Visibility.NAMED_POSTS) == posts.isEmpty()) {
            throw new IllegalArgumentException(
                    "visibility " + level + " with " + posts.size() + " posts: expected posts for named posts only");
        }
    }

    /** A level that names no posts. */
    public static FieldVisibility of(Visibility level) {
        return new FieldVisibility(level, Set.of());
    }

    /** Whether this lets them see it. */
    public boolean allows(Viewer viewer) {
        return level.allows(viewer)
                && (level != Visibility.NAMED_POSTS
                        || viewer.isSystem()
                        || viewer.post().filter(posts::contains).isPresent());
    }
}
