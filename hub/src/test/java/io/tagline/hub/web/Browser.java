package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does for a member of staff: keeps cookies, fills in the log-in form. */
final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{20,}");

    private final SharedHub hub;
    private final HttpClient http;

    Browser(SharedHub hub) {
        this.hub = hub;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    HttpClient http() {
        return http;
    }

    /** Logs in; the answer says where to go next. */
    HttpResponse<String> logIn(String name, String password, String... headers) throws Exception {
        HttpResponse<String> form = http.send(hub.request("/login").build(), BodyHandlers.ofString());
        String body = "username=" + name + "&password=" + password + "&_csrf="
                + URLEncoder.encode(token(form.body()), StandardCharsets.UTF_8);
        var request = hub.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(hub.request(path).build(), BodyHandlers.ofString());
    }

    /** Sends a form of a page, with its token. */
    HttpResponse<String> post(String page, String action, String... namesAndValues)
            throws IOException, InterruptedException {
        StringBuilder body =
                new StringBuilder("_csrf=" + encoded(token(get(page).body())));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append('&').append(namesAndValues[i]).append('=').append(encoded(namesAndValues[i + 1]));
        }
        return http.send(
                hub.request(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The page without tokens, links and ids: drawn at random, some of them hold any short word sooner or later. */
    static String said(String page) {
        return RANDOM.matcher(page).replaceAll("…");
    }

    static String token(String page) {
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).as("token in the form").isTrue();
        return token.group(1);
    }
}
