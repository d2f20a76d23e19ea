package io.tagline.hub.web;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.access.Viewers;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Which areas the head of staff pages leads to: those that who looks may open. */
@ControllerAdvice
final class StaffNavigation {

    @ModelAttribute("areas")
    Set<String> areas() {
        return current();
    }

    /** Those of whoever asks; none for a customer. */
    static Set<String> current() {
        return Viewers.current().map(StaffNavigation::open).orElse(Set.of());
    }

    private static Set<String> open(Viewer viewer) {
        return PageArea.ALL.stream()
                .filter(area -> area.roles().stream().anyMatch(viewer.roles()::contains))
                .map(PageArea::path)
                .collect(Collectors.toSet());
    }
}
