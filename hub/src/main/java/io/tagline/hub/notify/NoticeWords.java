package io.tagline.hub.notify;

import io.tagline.hub.calendar.IranianDay;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.TextStyle;
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

    /** Persian with the days and digits that its readers may choose on pages instead of those of Iran. */
    private static final Locale PERSIAN_GREGORIAN = Locale.forLanguageTag("fa-u-ca-gregory-nu-latn");

    private static final String WEEKDAY_AND_DAY = "EEEE d MMMM";

    private final Locale language;
    private final ZoneId zone;
    private final ResourceBundle words;

    NoticeWords(Locale wanted, ZoneId zone) {
        this.language = known(wanted);
        this.zone = zone;
        Locale file = language.stripExtensions();
        this.words = ResourceBundle.getBundle(BUNDLE, file.equals(Locale.ENGLISH) ? Locale.ROOT : file, OWN_ONLY);
    }

    /** The language to write in, with what its reader chose of days and digits. */
    static Locale known(Locale wanted) {
        if (wanted.getLanguage().equals(PERSIAN_GREGORIAN.getLanguage())
                && "gregory".equals(wanted.getUnicodeLocaleType("ca"))) {
            return PERSIAN_GREGORIAN;
        }
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
        return format("notice.format.day", day, day);
    }

    private String moment(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return format("notice.format.moment", local, local.toLocalDate());
    }

    private String format(String key, TemporalAccessor value, LocalDate day) {
        String pattern = words.getString(key);
        if (isIranian()) {
            pattern = pattern.replace(WEEKDAY_AND_DAY, "'" + iranian(day) + "'");
        }
        return DateTimeFormatter.ofPattern(pattern, language)
                .withDecimalStyle(DecimalStyle.of(language))
                .format(value);
    }

    /** Persian has the days and digits of Iran, as on pages, unless its reader chose others. */
    private boolean isIranian() {
        return language.getLanguage().equals(PERSIAN_GREGORIAN.getLanguage()) && !language.equals(PERSIAN_GREGORIAN);
    }

    private String iranian(LocalDate date) {
        IranianDay day = IranianDay.of(date);
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, language)
                + " "
                + NumberFormat.getIntegerInstance(language).format(day.day())
                + " "
                + day.monthName();
    }

    /** A number keeps its order within a line that is written from right to left (UAX #9, isolates). */
    private String isolated(String text) {
        return language.getLanguage().equals("fa") ? "\u2066" + text + "\u2069" : text;
    }
}
