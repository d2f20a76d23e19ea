package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.hub.RunningHub;
import io.tagline.hub.SharedHub;
import io.tagline.hub.settings.HubSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Being told of a parcel, from its page to a mailbox and back to where it ends: a hub with a mail server and push, and its clock. */
final class NoticePagesTest {
    private static final String PUBLIC_URL = "http://track.example.org";
    private static final String NUMBER = SharedHub.s10(44_000_001);
    private static final String SETTINGS =
            """
            data-dir: data
            time-zone: America/Toronto
            admin-password: %s
            api-key: %s
            http: { port: 0, public-url: "%s" }
            mqtt: { port: 0 }
            notices:
              quiet-from: "00:00"
              quiet-to: "00:00"
              mail: { host: 127.0.0.1, port: %d, security: none, from: "Post <post@example.org>" }
              push: { contact: "mailto:ops@example.org" }
              webhooks: { allow-private: true }
            sites:
              - { id: ott-1, name: Ottawa Plant, place: Ottawa, portals: [ { id: door-1, name: Door 1 } ] }
            """;
    /** A browser's: any point of the curve will do (RFC 8291 §5). */
    private static final String BROWSER_KEY =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String BROWSER_SECRET = "BTBZMqHH6r4Tts7J_aSIgg";

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static String link;
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    @BeforeAll
    static void start() throws Exception {
        MAIL.start();
        Path config = Files.writeString(
                folder.resolve("hub.yaml"),
                SETTINGS.formatted(
                        SharedHub.ADMIN_PASSWORD,
                        SharedHub.API_KEY,
                        PUBLIC_URL,
                        MAIL.getSmtp().getPort()));
        hub = RunningHub.start(HubSettings.read(Optional.of(config), Map.of()), () -> Instant.now()
                .plus(AHEAD.get()));
        String answer = api(
                        "PUT",
                        "/api/v1/orders/shop/notices",
                        """
                        {"customer":{"reference":"C-1","name":"Ada Example"},"serviceLevel":"standard",
                         "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                        """
                                .formatted(NUMBER))
                .body();
        link = "/track/" + answer.substring(answer.indexOf("/track/") + 7, answer.indexOf("/track/") + 29);
    }

    @AfterAll
    static void stop() {
        hub.close();
        MAIL.stop();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.httpPort() + path));
    }

    private static HttpResponse<String> api(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = to(path).header("Authorization", "Bearer " + SharedHub.API_KEY)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return HttpClient.newHttpClient()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> open(String path) throws Exception {
        return browser.send(to(path).build(), BodyHandlers.ofString());
    }

    /** Fills in a form of a page. */
    private HttpResponse<String> send(String page, String path, Map<String, String> fields) throws Exception {
        StringBuilder body = new StringBuilder("_csrf=")
                .append(encoded(Browser.token(open(page).body())));
        fields.forEach(
                (name, value) -> body.append('&').append(name).append('=').append(encoded(value)));
        return browser.send(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static MimeMessage mail(String subject) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Arrays.stream(MAIL.getReceivedMessages())
                                .filter(message -> subject(message).contains(subject))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    /** Without a log-in, and without being shown whose address it is. */
    private void choosesByTheLinkOf(MimeMessage notice) throws Exception {
        String choices = found(
                Pattern.quote(PUBLIC_URL) + "(/notices/choices/[A-Za-z0-9_-]{22})",
                String.valueOf(notice.getContent()));
        String shown = open(choices).body();
        assertThat(Browser.said(shown)).contains("What you are told of").doesNotContain("eve@", NUMBER);
        String version = found("name=\"version\" value=\"([0-9]+)\"", shown);
        Map<String, String> wanted = Map.of(
                "version",
                version,
                "notice-delivered",
                "no",
                "language",
                "fr",
                "quietFrom",
                "22:00",
                "quietTo",
                "07:00");
        assertThat(send(choices, choices, Map.of("version", version, "quietFrom", "22:00"))
                        .body())
                .contains("Give both times, or neither.");
        assertThat(send(choices, choices, wanted).body()).contains("Kept. It holds from now on.", "value=\"22:00\"");
        assertThat(api("POST", "/api/v1/notices/contacts/find", "{\"email\":\"eve@example.org\"}")
                        .body())
                .contains("\"delivered\":false", "\"language\":\"fr\"", "\"quietFrom\":\"22:00\"");
        assertThat(send(choices, choices, wanted).statusCode())
                .as("chosen on a page that is older")
                .isEqualTo(409);
        assertThat(open("/notices/choices/AAAAAAAAAAAAAAAAAAAAAA").statusCode()).isEqualTo(404);
    }

    @Test
    void whoAsksOnTheParcelsPageIsAskedBackThenToldAndCanEndIt() throws Exception {
        String page = link + "/notices";
        assertThat(send(page, page, Map.of("email", "eve@example.org")).body()).contains("We have written to you");
        String question = String.valueOf(mail("do you want to be told?").getContent());
        String confirm = found(Pattern.quote(PUBLIC_URL) + "(/notices/confirm/[A-Za-z0-9_-]{22})", question);
        String asked = open(confirm).body();
        assertThat(asked).contains("Shall we tell you", "<button");
        assertThat(api("POST", "/api/v1/notices/contacts/find", "{\"email\":\"eve@example.org\"}")
                        .statusCode())
                .as("looking says nothing")
                .isEqualTo(404);
        assertThat(send(confirm, confirm, Map.of()).body()).contains("We tell you at each step.");
        assertThat(open(confirm).statusCode()).as("good once").isEqualTo(404);

        HttpResponse<String> reported = api(
                "POST",
                "/api/v1/parcels/" + NUMBER + "/events",
                "{\"kind\":\"out_for_delivery\",\"occurredAt\":\"%s\",\"site\":\"ott-1\",\"sourceRef\":\"1\"}"
                        .formatted(Instant.now().minusSeconds(60)));
        assertThat(reported.statusCode()).as(reported.body()).isLessThan(300);
        await().atMost(Duration.ofSeconds(30)).until(() -> api("GET", "/api/v1/notices?trackingNumber=" + NUMBER, "")
                .body()
                .contains("\"state\":\"waiting\""));
        AHEAD.set(Duration.ofSeconds(15));
        MimeMessage notice = mail("out for delivery");
        String stop = found("<" + Pattern.quote(PUBLIC_URL) + "([^>]+)>", notice.getHeader("List-Unsubscribe")[0]);
        choosesByTheLinkOf(notice);
        assertThat(open(stop).body()).contains("Do you want no more notices");
        // as a mail program does: no cookie, no token of ours
        HttpResponse<String> ended = HttpClient.newHttpClient()
                .send(
                        to(stop).header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(ended.statusCode()).isEqualTo(200);
        choicesAreChangedByWhoHasSeenThem();
    }

    private static void choicesAreChangedByWhoHasSeenThem() throws Exception {
        HttpResponse<String> contact = api("POST", "/api/v1/notices/contacts/find", "{\"email\":\"EVE@example.org\"}");
        assertThat(contact.body()).contains("\"state\":\"stopped\"").doesNotContain("example.org");
        String tag = contact.headers().firstValue("ETag").orElseThrow();
        String path = "/api/v1/notices/contacts/" + found("\"id\":\"([0-9a-f-]{36})\"", contact.body());
        String choice =
                """
                {"language":"fa","timeZone":"Asia/Tehran","quietFrom":"22:00","quietTo":"07:30","milestones":{"on_its_way":true}}
                """;
        assertThat(api("PUT", path, choice).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = api("PUT", path, choice, "If-Match", tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("\"language\":\"fa\"", "\"on_its_way\":true", "\"quietTo\":\"07:30\"");
        assertThat(api("PUT", path, choice, "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(api("GET", path, "").headers().firstValue("ETag"))
                .isEqualTo(changed.headers().firstValue("ETag"));
        HttpResponse<String> refused = api(
                "PUT",
                path,
                "{\"language\":\"de\",\"quietFrom\":\"late\",\"milestones\":{\"lost\":true}}",
                "If-Match",
                changed.headers().firstValue("ETag").orElseThrow());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("$.language", "$.quietFrom", "$.milestones.lost");
    }

    @Test
    void browserSubscribesByThePagesScript() throws Exception {
        String page = link + "/notices";
        assertThat(open(page).body()).contains("data-key=\"", "/push.js\"", "action=\"" + link + "/push\"");
        Map<String, String> right =
                Map.of("endpoint", "https://push.example.org/1", "key", BROWSER_KEY, "auth", BROWSER_SECRET);
        assertThat(send(page, link + "/push", right).body()).contains("This browser tells you at each step.");
        // webhooks may lead into our own network here; what anybody names who has the link may not
        Map<String, String> wrong = Map.of("endpoint", "http://10.0.0.5/1", "key", BROWSER_KEY, "auth", BROWSER_SECRET);
        assertThat(send(page, link + "/push", wrong).statusCode()).isEqualTo(422);
        assertThat(send(page, "/track/AAAAAAAAAAAAAAAAAAAAAA/push", right).statusCode())
                .isEqualTo(404);

        HttpResponse<String> worker = open("/sw.js");
        assertThat(worker.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(worker.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(worker.body()).contains("showNotification");
    }
}
