package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import io.tagline.hub.SharedHub;
import io.tagline.hub.calendar.IranianDay;
import io.tagline.hub.tracking.CustomerText;
import io.tagline.hub.tracking.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages in English, French and Persian. */
final class LanguageTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    private static Properties messages(String file) throws IOException {
        Properties messages = new Properties();
        try (InputStream in = Objects.requireNonNull(LanguageTest.class.getResourceAsStream("/" + file), file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }

    @Test
    void everyLanguageHasTheSameKeysAndTheSamePlaces() throws Exception {
        Properties english = messages("messages.properties");
        for (Language language : List.of(Language.FRENCH, Language.PERSIAN)) {
            Properties other = messages("messages_" + language.code() + ".properties");
            assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertThat(places(other.getProperty(key)))
                        .as("%s in %s", key, language)
                        .isEqualTo(places(english.getProperty(key)));
                // throws for a text that is no message
                assertThat(new MessageFormat(other.getProperty(key), Locale.ROOT))
                        .isNotNull();
            }
        }
    }

    private static List<String> places(String text) {
        Matcher places = PLACE.matcher(text);
        List<String> found = new ArrayList<>();
        while (places.find()) {
            found.add(places.group(1));
        }
        return found.stream().distinct().sorted().toList();
    }

    /** The API says the same as the page. */
    @Test
    void theEnglishTextOfEachEventIsTheOneOfTheApi() throws Exception {
        Properties english = messages("messages.properties");
        for (EventKind kind : EventKind.values()) {
            for (Optional<String> place : List.of(Optional.<String>empty(), Optional.of("Ottawa"))) {
                String text = english.getProperty(EventWords.key(kind, place.isPresent()));
                assertThat(MessageFormat.format(text, place.orElse("")))
                        .as(kind.code())
                        .isEqualTo(CustomerText.of(kind, place));
            }
        }
        assertThat(english.getProperty("event.unknown.report")).isEqualTo(CustomerText.ofUnknownReport());
    }

    /** What stands in a template stands for a message: it is there for whoever opens the file alone. */
    @Test
    void noTextIsLeftInTemplates() throws Exception {
        Path templates = Path.of(Objects.requireNonNull(LanguageTest.class.getResource("/templates"))
                .toURI());
        try (Stream<Path> files = Files.walk(templates)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                TemplateTexts texts = TemplateTexts.of(Files.readString(file));
                // the mark, and languages by the names that their speakers have for them
                texts.left().removeAll(List.of("Tagline", "English", "Français", "فارسی"));
                assertThat(texts.left()).as(file.getFileName().toString()).isEmpty();
            }
        }
    }

    /** Against ICU, from 1921 to 2221. */
    @Test
    void iranianDaysAreThoseOfIcu() {
        Calendar icu = Calendar.getInstance(TimeZone.GMT_ZONE, new ULocale("fa_IR@calendar=persian"));
        for (LocalDate date = LocalDate.of(1921, 3, 21); date.getYear() < 2221; date = date.plusDays(1)) {
            icu.setTimeInMillis(date.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli());
            assertThat(IranianDay.of(date))
                    .as(date.toString())
                    .isEqualTo(new IranianDay(
                            icu.get(Calendar.YEAR), icu.get(Calendar.MONTH) + 1, icu.get(Calendar.DAY_OF_MONTH)));
        }
    }

    @Test
    void aReaderGetsWhatTheyAskForElseWhatTheyChoseElseWhatTheirBrowserSays() throws Exception {
        SharedHub hub = SharedHub.roomy();
        String link = hub.order("language", SharedHub.s10(42_000_001));
        assertThat(hub.get(link).body()).contains("<html lang=\"en\" dir=\"ltr\"");
        assertThat(hub.send(hub.request(link).header("Accept-Language", "de;q=0.9, fr-CA;q=0.8"))
                        .body())
                .contains("<html lang=\"fr\" dir=\"ltr\"", "Étiquette créée", "lundi 5 janvier")
                .doesNotContain("??");
        HttpResponse<String> asked = hub.get(link + "?lang=fa");
        assertThat(asked.body())
                .contains("<html lang=\"fa\" dir=\"rtl\"", "برچسب ساخته شد")
                // 5 January 2026
                .contains("۱۵ دی")
                .doesNotContain("??");
        assertThat(asked.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie).startsWith("lang=fa;").contains("HttpOnly", "SameSite=Lax"));
        HttpResponse<String> chosen = hub.send(
                hub.request(link).header("Cookie", "lang=fa; dates=gregorian").header("Accept-Language", "fr"));
        assertThat(chosen.body()).contains("lang=\"fa\"", "5 ژانویه");
        assertThat(hub.send(hub.request(link).header("Cookie", "lang=%3Cscript%3E"))
                        .body())
                .contains("lang=\"en\"")
                .doesNotContain("<script>");
    }

    @Test
    void everyPublicPageIsWholeInEveryLanguage() throws Exception {
        SharedHub hub = SharedHub.roomy();
        String number = SharedHub.s10(42_000_002);
        String link = hub.order("languages", number);
        hub.report(number, "accepted", "2026-01-03T15:00:00Z");
        hub.report(number, "unknown", "2026-01-03T16:00:00Z");
        for (String path : List.of(
                "/",
                "/?q=" + number,
                "/login",
                "/estimate",
                "/nowhere",
                "/track/x",
                link,
                link + "/delivery",
                link + "/notices",
                link + "/problem",
                link + "/rating")) {
            for (Language language : Language.values()) {
                String page = hub.get(path + (path.contains("?") ? "&" : "?") + "lang=" + language.code())
                        .body();
                assertThat(page)
                        .as(path + " in " + language)
                        .contains("lang=\"" + language.code() + "\"")
                        // how a missing message looks
                        .doesNotContain("??");
            }
        }
    }
}
