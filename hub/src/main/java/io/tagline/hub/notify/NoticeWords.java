package io.tagline.hub.notify;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words of notices, one set for every channel. Languages are those of the files beside this class. Safe for any thread. */
final class NoticeWords {
    /** Those that there are words in; another falls back to the first. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.forLanguageTag("fa"));

    /** As many as fit into a push message in every language (RFC 8291 §4). */
    private static final int MOST_LINES = 20;

    private static final String BUNDLE = "io.tagline.hub.notify.notices";
    private static final ResourceBundle.Control OWN_ONLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale language;
    private final ZoneId zone;
    private final ResourceBundle words;

    NoticeWords(Locale wanted, ZoneId zone) {
        this.language = known(wanted);
        this.zone = zone;
        this.words =
                ResourceBundle.getBundle(BUNDLE, language.equals(Locale.ENGLISH) ? Locale.ROOT : language, OWN_ONLY);
    }

    static Locale known(Locale wanted) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(LANGUAGES.get(0));
    }

    /**
     * What is told.
     *
     * @param milestone what the notice is about
     * @param undone what was told before and was not so
     * @param late true if it happened long before the hub learned it
     * @param toldDay what the contact was told last
     * @param link to the parcel's page
     */
    NoticeText text(
            ParcelNow parcel,
            Milestone milestone,
            Optional<Milestone> undone,
            boolean late,
            Optional<LocalDate> toldDay,
            Instant now,
            Optional<String> link) {
        String number = isolated(parcel.trackingNumber());
        List<String> lines = new ArrayList<>();
        undone.ifPresent(was -> lines.add(say("notice.undone." + was.code(), number)));
        if (milestone != Milestone.CORRECTED) {
            lines.add(say("notice." + milestone.code(), number));
        }
        if (late) {
            lines.add(say("notice.late", moment(parcel.statusAt())));
        }
        if (parcel.isUnderWay()) {
            expected(parcel.expected(), toldDay, LocalDate.ofInstant(now, zone)).ifPresent(lines::add);
        }
        return new NoticeText(language, subject(milestone, undone, number), String.join("\n", lines), link);
    }

    /**
     * What is told of several parcels at once: those first whose recipient may have to act.
     *
     * @param link to where they can be looked up
     */
    NoticeText digest(List<Item> items, Optional<String> link) {
        List<String> lines = new ArrayList<>();
        lines.add(say("notice.digest", items.size()));
        if (items.stream().anyMatch(NoticeWords::isLate)) {
            lines.add(say("notice.digest.late"));
        }
        items.stream()
                .sorted(Comparator.comparing(
                        item -> item.undone().isEmpty() && !item.milestone().mayNeedAct()))
                .limit(MOST_LINES)
                .map(this::line)
                .forEach(lines::add);
        if (items.size() > MOST_LINES) {
            lines.add(say("notice.digest.more", items.size() - MOST_LINES));
        }
        return new NoticeText(language, say("notice.subject.digest", items.size()), String.join("\n", lines), link);
    }

    private String line(Item item) {
        String what =
                subject(item.milestone(), item.undone(), isolated(item.parcel().trackingNumber()));
        return isLate(item)
                ? say("notice.digest.line.late", what, moment(item.parcel().statusAt()))
                : say("notice.digest.line", what);
    }

    private String subject(Milestone milestone, Optional<Milestone> undone, String number) {
        return say(
                undone.map(was -> "notice.subject.undone." + was.code())
                        .orElseGet(() -> "notice.subject." + milestone.code()),
                number);
    }

    private static boolean isLate(Item item) {
        return Judge.isLate(item.notice(), item.parcel(), item.milestone(), item.undone());
    }

    /** What the owner of an address is asked that somebody typed in. */
    NoticeText question(String number, String link) {
        return new NoticeText(
                language,
                say("notice.question.subject", isolated(number)),
                say("notice.question", isolated(number), link),
                Optional.empty());
    }

    private Optional<String> expected(Optional<LocalDate> day, Optional<LocalDate> told, LocalDate today) {
        if (day.isEmpty()) {
            return told.map(before -> say("notice.expected.none", day(before)));
        }
        if (day.get().isBefore(today)) {
            return Optional.of(say("notice.expected.passed", day(day.get())));
        }
        String key = told.filter(before -> !before.equals(day.get()))
                .map(before -> before.isBefore(day.get()) ? "notice.expected.later" : "notice.expected.sooner")
                .orElse("notice.expected");
        return Optional.of(say(key, day(day.get()), told.map(this::day).orElse("")));
    }

    String say(String key, Object... values) {
        return new MessageFormat(words.getString(key), language).format(values);
    }

    private String day(LocalDate day) {
        return format("notice.format.day", day);
    }

    private String moment(Instant at) {
        return format("notice.format.moment", at.atZone(zone));
    }

    private String format(String key, TemporalAccessor value) {
        return DateTimeFormatter.ofPattern(words.getString(key), language)
                .localizedBy(language)
                .format(value);
    }

    /** A number keeps its order within a line that is written from right to left (UAX #9, isolates). */
    private String isolated(String text) {
        return language.getLanguage().equals("fa") ? "\u2066" + text + "\u2069" : text;
    }
}
