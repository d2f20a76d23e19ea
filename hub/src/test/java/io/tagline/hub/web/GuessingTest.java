package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.RunningHub;
import io.tagline.hub.SharedHub;
import io.tagline.hub.settings.HubSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessing at keys, links and passwords, behind a proxy and in front of one. */
final class GuessingTest {

    private static final String KEY = "key-of-the-settings";

    @TempDir
    static Path folder;

    private static RunningHub behindProxy;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Path file = Files.writeString(
                folder.resolve("hub.yaml"),
                """
                data-dir: data
                admin-password: correct-horse-battery
                api-key: %s
                http: { port: 0, behind-proxy: true }
                mqtt: { port: 0 }
                limits: { guesses-per-minute: 5 }
                """
                        .formatted(KEY));
        behindProxy = RunningHub.start(HubSettings.read(Optional.of(file), Map.of()), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        behindProxy.close();
    }

    private int status(String path, String from, String key) throws IOException, InterruptedException {
        return ask(path, from, key).statusCode();
    }

    private HttpResponse<String> ask(String path, String from, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + behindProxy.httpPort() + path))
                .header("X-Forwarded-For", from);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void wrongKeysAreSlowedForTheAddressThatTriesThemAndARightOneGoesOn() throws Exception {
        assertThat(status("/api/v1/fleet", "203.0.113.1", KEY)).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(status("/api/v1/fleet", "203.0.113.1", "tl_guess" + i)).isEqualTo(401);
        }
        HttpResponse<String> slowed = ask("/api/v1/fleet", "203.0.113.1", "tl_guess");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        assertThat(slowed.body()).contains("urn:tagline:problem:too-many-guesses");
        assertThat(status("/api/v1/fleet", "203.0.113.1", KEY))
                .as("a right one from there")
                .isEqualTo(200);
        assertThat(status("/api/v1/fleet", "203.0.113.2", "tl_guess"))
                .as("from elsewhere")
                .isEqualTo(401);
    }

    @Test
    void guessedLinksAreSlowedForTheAddressThatTriesThem() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(status("/track/AAAAAAAAAAAAAAAAAAAAA" + i, "2001:db8::" + i, ""))
                    .isEqualTo(404);
        }
        assertThat(status("/track/AAAAAAAAAAAAAAAAAAAAAA", "2001:db8::9", "")).isEqualTo(429);
        assertThat(status("/track/AAAAAAAAAAAAAAAAAAAAAA/events", "2001:db8::9", ""))
                .isEqualTo(429);
        assertThat(status("/track/AAAAAAAAAAAAAAAAAAAAAA", "2001:db8:0:1::9", ""))
                .isEqualTo(404);
    }

    /** Otherwise each guess could come from an address of its own. */
    @Test
    void withoutAProxyWhatACallerSaysOfItsAddressIsNotBelieved() throws Exception {
        SharedHub hub = SharedHub.get();
        String last = "";
        for (int i = 0; i < 6; i++) {
            Browser browser = new Browser(hub);
            last = browser.logIn("spoofed", "guess-" + i, "X-Forwarded-For", "203.0.113." + i)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
        assertThat(last).endsWith("?slow");
    }

    /** 128 random bits: ten thousand million links and a guess each microsecond find one in 10^14 years. */
    @Test
    void linksAreAllDifferentAndUseTheirWholeLength() throws Exception {
        SharedHub hub = SharedHub.get();
        Set<String> links = new HashSet<>();
        Set<Integer> firsts = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String link = hub.order("entropy-" + i, SharedHub.s10(41_000_000 + i));
            links.add(link);
            firsts.add((int) link.charAt("/track/".length()));
            assertThat(link).hasSize("/track/".length() + 22);
        }
        assertThat(links).hasSize(40);
        assertThat(firsts.size()).isGreaterThan(10);
    }
}
