package io.tagline.hub.notify;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody chose: empty parts are as the settings say.
 *
 * @param milestones those that are told although the service says no, or not told although it says yes
 */
public record NoticeChoice(
        Optional<Locale> language,
        Optional<ZoneId> zone,
        Optional<QuietHours> quiet,
        Map<Milestone, Boolean> milestones) {
    public NoticeChoice {
        milestones = Map.copyOf(milestones);
    }

    /** Everything as the settings say. */
    public static NoticeChoice none() {
        return new NoticeChoice(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
