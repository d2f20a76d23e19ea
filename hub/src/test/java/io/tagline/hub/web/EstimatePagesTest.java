package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.RunningHub;
import io.tagline.hub.SharedHub;
import io.tagline.hub.settings.HubSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a parcel would cost, asked by a form without scripts, on a hub with the price list of the examples. */
final class EstimatePagesTest {
    private static final int MOST = 12;

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Path rules = Path.of("rules").toAbsolutePath();
        Path file = Files.writeString(
                folder.resolve("hub.yaml"),
                """
                data-dir: data
                time-zone: America/Toronto
                country: CA
                admin-password: correct-horse-battery
                api-key: key-of-more-than-sixteen-characters
                http: { port: 0, behind-proxy: true }
                mqtt: { port: 0 }
                limits: { lookups-per-minute: %d }
                sites: [ { id: ott-1, name: Ottawa Plant, place: Ottawa, portals: [ { id: door-1, name: Door 1 } ] } ]
                calendars: [ { id: ca, file: '%s' } ]
                service-levels: [ { service: standard, country: CA, transit-days: 3, cut-off: "16:00", calendar: ca } ]
                rates-file: '%s'
                """
                        .formatted(MOST, rules.resolve("calendars/ca.csv"), rules.resolve("rates.csv")));
        // a Monday, 15:00 in Ottawa
        hub = RunningHub.start(
                HubSettings.read(Optional.of(file), Map.of()),
                InstantSource.fixed(Instant.parse("2026-11-23T20:00:00Z")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private HttpResponse<String> ask(String from, String... fields) throws Exception {
        StringBuilder query = new StringBuilder("?");
        for (int i = 0; i < fields.length; i += 2) {
            query.append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.httpPort() + "/estimate" + query))
                        .header("X-Forwarded-For", from)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void priceAndDayOfAParcelAreSaidToEverybody() throws Exception {
        HttpResponse<String> found = ask(
                "203.0.113.1",
                "service",
                "standard",
                "weight",
                "0.75",
                "from",
                "ott-1",
                "country",
                "CA",
                "postcode",
                "k1a 0b1");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body())
                .contains("12.40 CAD", "for up to 2 kg", "There by", "Thursday 26 November")
                .contains("value=\"0.75\"", "value=\"k1a 0b1\"")
                .doesNotContain("role=\"alert\"");
        assertThat(ask("203.0.113.1", "service", "standard", "weight", "0,75", "country", "CA", "lang", "fr")
                        .body())
                .as("no postcode: the country at large")
                .contains("17,30 CAD", "Livré au plus tard le");
        assertThat(ask("203.0.113.1", "service", "standard", "weight", "۰٫۴", "country", "CA", "lang", "fa")
                        .body())
                .contains("dir=\"rtl\"", "۱۲٫۱۰");
    }

    @Test
    void whatCanNotBeAnsweredIsSaidInWordsAtItsField() throws Exception {
        HttpResponse<String> wrong =
                ask("203.0.113.2", "service", "<b>", "weight", "heavy", "country", "QQ", "from", "elsewhere");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("Give the weight as a number of kilograms", "id=\"weight-failure\"")
                .contains("aria-describedby=\"weight-failure\"", "aria-invalid=\"true\"")
                .contains("know this service", "know this country", "know this place")
                .doesNotContain("<b>");
        assertThat(ask("203.0.113.2", "service", "standard", "weight", "9999", "country", "CA")
                        .body())
                .contains("too heavy for this service");
        for (String none : new String[] {"0", "-1", "1e3", "100000", "NaN", "1.5.5"}) {
            assertThat(ask("203.0.113.2", "service", "standard", "weight", none, "country", "CA")
                            .statusCode())
                    .as(none)
                    .isEqualTo(422);
        }
    }

    @Test
    void frontPageLeadsToItWhereThereIsAPriceList() throws Exception {
        String front = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.httpPort() + "/"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(front).contains("href=\"/estimate\"");
        String empty = ask("203.0.113.3").body();
        assertThat(empty)
                .contains("<label for=\"weight\"", "<option value=\"CA\" selected=\"selected\"")
                .doesNotContain("role=\"alert\"");
        SharedHub without = SharedHub.roomy();
        assertThat(without.get("/").body()).doesNotContain("/estimate");
        assertThat(without.get("/estimate").body()).contains("There is no price list here.");
    }

    @Test
    void somebodyWhoReadsTheWholePriceListIsSlowed() throws Exception {
        for (int i = 0; i < MOST; i++) {
            assertThat(ask("203.0.113.4", "service", "standard", "weight", "1", "country", "CA")
                            .statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> slowed = ask("203.0.113.4", "service", "standard", "weight", "1", "country", "CA");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.body()).contains("Please wait a minute.").doesNotContain("CAD");
        assertThat(ask("203.0.113.4").statusCode()).as("the form is free").isEqualTo(200);
    }
}
