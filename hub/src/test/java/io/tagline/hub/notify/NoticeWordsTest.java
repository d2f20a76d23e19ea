package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NoticeWordsTest {
    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    private static Properties words(String file) throws Exception {
        Properties words = new Properties();
        try (Reader in =
                new InputStreamReader(NoticeWordsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }

    private static String text(Locale language, Milestone milestone, String expected, Optional<LocalDate> told) {
        ParcelNow parcel = new ParcelNow(
                new ParcelId(new UUID(1, 2)),
                "RB123456785GB",
                "link",
                "standard",
                EventKind.ACCEPTED,
                NOW,
                expected.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(expected)),
                false);
        return new NoticeWords(language, TORONTO)
                .text(parcel, milestone, Optional.empty(), false, told, NOW, Optional.empty())
                .body();
    }

    @Test
    void everyLanguageSaysEverything() throws Exception {
        Properties english = words("notices.properties");
        for (Milestone milestone : Milestone.CHOICES) {
            assertThat(english).containsKeys("notice." + milestone.code(), "notice.subject." + milestone.code());
        }
        for (EventKind status : EventKind.values()) {
            Milestone.of(status).filter(Milestone::isStatus).ifPresent(milestone -> assertThat(english)
                    .containsKeys("notice.undone." + milestone.code(), "notice.subject.undone." + milestone.code()));
        }
        for (String language : List.of("fr", "fa")) {
            assertThat(words("notices_" + language + ".properties").keySet())
                    .as(language)
                    .isEqualTo(english.keySet());
        }
    }

    @Test
    void anotherDayIsSaidHonestly() {
        Optional<LocalDate> told = Optional.of(TODAY.plusDays(2));
        assertThat(text(Locale.ENGLISH, Milestone.ACCEPTED, "2026-11-24", Optional.empty()))
                .endsWith("We expect to deliver it on Tuesday, 24 November.");
        assertThat(text(Locale.ENGLISH, Milestone.PROMISE_CHANGED, "2026-11-26", told))
                .endsWith("We had told you Tuesday, 24 November. We now expect to deliver it on Thursday, 26 November."
                        + " We are sorry for the delay.");
        assertThat(text(Locale.ENGLISH, Milestone.PROMISE_CHANGED, "2026-11-23", told))
                .contains("sooner than we had told you: on Monday, 23 November, not on Tuesday, 24 November");
        assertThat(text(Locale.ENGLISH, Milestone.PROMISE_CHANGED, "", told)).contains("can not name a day");
        assertThat(text(Locale.ENGLISH, Milestone.ACCEPTED, "2026-11-20", told)).contains("That day has passed");
    }

    @Test
    void frenchAndPersianAreTheirOwn() {
        assertThat(text(Locale.FRENCH, Milestone.ACCEPTED, "2026-11-24", Optional.empty()))
                .isEqualTo("Nous avons votre colis RB123456785GB.\nNous pensons le livrer le mardi 24 novembre.");
        assertThat(text(Locale.forLanguageTag("fa"), Milestone.ACCEPTED, "2026-11-24", Optional.empty()))
                .contains("\u2066RB123456785GB\u2069", "۳ آذر");
    }

    @Test
    void persianDaysAreThoseOfThePagesAndSoIsTheChoiceOfOthers() {
        assertThat(text(
                        Locale.forLanguageTag("fa-u-ca-persian-nu-arabext"),
                        Milestone.ACCEPTED,
                        "2026-11-24",
                        Optional.empty()))
                .contains("سه‌شنبه ۳ آذر");
        assertThat(text(
                        Locale.forLanguageTag("fa-u-ca-gregory-nu-latn"),
                        Milestone.ACCEPTED,
                        "2026-11-24",
                        Optional.empty()))
                .contains("24 نوامبر")
                .doesNotContain("آذر");
    }

    @Test
    void quietHoursEndInTheMorningOfTheirZone() {
        QuietHours night = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));
        assertThat(night.next(Instant.parse("2026-11-22T17:00:00Z"), TORONTO))
                .isEqualTo(Instant.parse("2026-11-22T17:00:00Z"));
        assertThat(night.next(Instant.parse("2026-11-23T02:00:00Z"), TORONTO))
                .isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(night.next(Instant.parse("2026-11-22T12:59:59Z"), TORONTO))
                .isEqualTo(Instant.parse("2026-11-22T13:00:00Z"));
        // in the night in which clocks go on, 8 in the morning comes an hour sooner
        assertThat(night.next(Instant.parse("2026-03-08T06:00:00Z"), TORONTO))
                .isEqualTo(Instant.parse("2026-03-08T12:00:00Z"));
        assertThat(QuietHours.NONE.next(NOW, TORONTO)).isEqualTo(NOW);
        QuietHours noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(noon.next(Instant.parse("2026-11-22T17:30:00Z"), TORONTO))
                .isEqualTo(Instant.parse("2026-11-22T19:00:00Z"));
    }

    @Test
    void mailAddressesAreComparedInOneForm() {
        assertThat(EmailAddress.normal(" Ada.L@Example.ORG ")).contains("ada.l@example.org");
        assertThat(EmailAddress.normal("ada@bücher.example")).contains("ada@xn--bcher-kva.example");
        for (String bad : List.of(
                "ada",
                "@b.example",
                "a b@c.example",
                "a@b",
                "a..b@c.example",
                "a@[127.0.0.1]",
                "a@b.example\r\nBcc: c@d.example",
                "\"a\"@b.example",
                "a@b@c.example")) {
            assertThat(EmailAddress.normal(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void refusalsMeanWhatTheStandardsSay() {
        assertThat(new SmtpReply(550, "550 5.1.1 no such user").ofRecipient()).isEqualTo(Outcome.Kind.NOBODY_THERE);
        assertThat(new SmtpReply(550, "550 no").ofRecipient()).isEqualTo(Outcome.Kind.NOBODY_THERE);
        assertThat(new SmtpReply(550, "550 5.7.1 policy").ofRecipient()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(new SmtpReply(552, "552 5.2.2 mailbox full").ofRecipient()).isEqualTo(Outcome.Kind.LATER);
        assertThat(new SmtpReply(451, "451 4.7.1 greylisted").ofRecipient()).isEqualTo(Outcome.Kind.LATER);
        assertThat(new SmtpReply(421, "421 bye").ofMessage()).isEqualTo(Outcome.Kind.CHANNEL_AWAY);
        assertThat(new SmtpReply(-1, "[EOF]").ofMessage()).isEqualTo(Outcome.Kind.UNSURE);
        assertThat(new SmtpReply(550, "550 <ada@example.org> unknown").text()).isEqualTo("550 <(address)> unknown");
    }
}
