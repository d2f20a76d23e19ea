package io.tagline.hub.settings;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.access.FieldVisibility;
import io.tagline.hub.access.Visibility;
import io.tagline.settings.SettingsNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may see which field: {@code all-reps}, {@code supervisors}, or {@code posts} and their names. */
final class VisibilitySettings {

    private static final String POSTS = "posts ";
    private static final String EXPECTED =
            "all-reps, supervisors, or \"posts\" and their names (posts claims-desk, audit)";

    private VisibilitySettings() {}

    static FieldVisibilities of(SettingsNode visibility) {
        Map<String, FieldVisibility> set = new LinkedHashMap<>();
        for (String field : new TreeSet<>(FieldVisibilities.names())) {
            String key = field.replace('.', '-');
            visibility
                    .text(key)
                    .as(EXPECTED, VisibilitySettings::parsed)
                    .optional()
                    .ifPresent(level -> set.put(field, level));
        }
        return new FieldVisibilities(set);
    }

    private static FieldVisibility parsed(String text) {
        if (text.startsWith(POSTS)) {
            Set<String> posts = Arrays.stream(text.substring(POSTS.length()).split(",", -1))
                    .map(String::strip)
                    .collect(Collectors.toUnmodifiableSet());
            if (posts.stream().anyMatch(post -> !post.matches("[a-z0-9][a-z0-9-]{0,63}"))) {
                throw new IllegalArgumentException("no names of posts");
            }
            return new FieldVisibility(Visibility.NAMED_POSTS, posts);
        }
        return switch (text) {
            case "all-reps" -> FieldVisibility.of(Visibility.ALL_REPS);
            case "supervisors" -> FieldVisibility.of(Visibility.SUPERVISORS);
            default -> throw new IllegalArgumentException("no level");
        };
    }
}
