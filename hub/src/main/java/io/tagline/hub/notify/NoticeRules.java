package io.tagline.hub.notify;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for all notices.
 *
 * @param usual what people are told of who have chosen nothing
 * @param byService the same for single services
 * @param language of those who chose none
 * @param zone of those who named none
 * @param quiet of those who named none
 * @param publicUrl how customers reach the hub, without a slash at the end; without it notices hold no links
 * @param falseDeparture within this time after it a scanned departure may turn out to be none: it is not told before
 */
public record NoticeRules(
        Set<Milestone> usual,
        Map<String, Set<Milestone>> byService,
        Locale language,
        ZoneId zone,
        QuietHours quiet,
        Optional<String> publicUrl,
        Duration falseDeparture) {

    /** News that is this old came from a depot that was cut off: more of it may be on its way. */
    static final Duration LATE = Duration.ofMinutes(30);

    /** How long more news of the parcel may come before late news is told. */
    static final Duration GATHER_LATE = Duration.ofMinutes(3);

    /** And how long late news gathers at most, however much of it keeps coming. */
    static final Duration GATHER_LATE_AT_MOST = Duration.ofMinutes(15);

    /** The same for fresh news: a van that is loaded and leaves is one notice. */
    static final Duration GATHER = Duration.ofSeconds(10);

    /** After that nobody wants to hear it. */
    static final Duration LONGEST_WAIT = Duration.ofDays(3);

    /** What should have been found out so long before, and is only now, is no news: of parcels from before an upgrade, say. */
    static final Duration NEWS = Duration.ofDays(3);

    public NoticeRules {
        usual = Set.copyOf(usual);
        byService = Map.copyOf(byService);
    }

    /** What people are told of who have chosen nothing. */
    Set<Milestone> of(String service) {
        return byService.getOrDefault(service, usual);
    }
}
