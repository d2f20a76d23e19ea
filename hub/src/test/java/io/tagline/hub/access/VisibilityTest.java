package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who sees which field. */
final class VisibilityTest {

    private static Set<Role> whoSees(FieldVisibility field) {
        Set<Role> seeing = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (field.allows(new Viewer("zoe", Set.of(role), Optional.empty()))) {
                seeing.add(role);
            }
        }
        return seeing;
    }

    @Test
    void fieldIsSeenByThoseOfItsLevelOnly() {
        assertThat(whoSees(FieldVisibility.of(Visibility.ALL_REPS)))
                .containsExactlyInAnyOrder(Role.REP, Role.SUPERVISOR, Role.ADMIN);
        assertThat(whoSees(FieldVisibility.of(Visibility.SUPERVISORS)))
                .containsExactlyInAnyOrder(Role.SUPERVISOR, Role.ADMIN);
        assertThat(whoSees(new FieldVisibility(Visibility.NAMED_POSTS, Set.of("claims-desk"))))
                .as("not even an administrator, who can take the post, which is in the audit log then")
                .isEmpty();
    }

    @Test
    void fieldOfNamedPostsIsSeenByThosePostsOnly() {
        FieldVisibility field = new FieldVisibility(Visibility.NAMED_POSTS, Set.of("claims-desk"));

        assertThat(field.allows(new Viewer("zoe", Set.of(Role.REP), Optional.of("claims-desk"))))
                .isTrue();
        assertThat(field.allows(new Viewer("bob", Set.of(Role.SUPERVISOR), Optional.of("front-desk"))))
                .isFalse();
    }

    @Test
    void hubItselfSeesAllOfThem() {
        assertThat(new FieldVisibility(Visibility.NAMED_POSTS, Set.of("claims-desk")).allows(Viewer.system()))
                .isTrue();
        assertThat(FieldVisibility.of(Visibility.SUPERVISORS).allows(Viewer.system()))
                .isTrue();
    }

    @Test
    void fieldOfNamedPostsNamesThem() {
        assertThatThrownBy(() -> FieldVisibility.of(Visibility.NAMED_POSTS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
