package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.hub.SharedHub;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is in the answers, where {@link WhoMayTest} looks at who gets one: a customer with words that nobody else has, and every route
 * that can be looked at, by the ids of that customer's things, with each kind of caller. What streams is rendered as the page that it
 * belongs to.
 */
final class WhoSeesTest {
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final String NUMBER = SharedHub.s10(64_000_001);
    /** Of the person: name, addresses, number, and what they wrote. */
    private static final List<String> MARKS =
            List.of("Quillfeather", "quill@marked.example", "+16135550177", "Wrenhatch", "Z9Z 8Y7", "Zanzibarium");

    private static final Map<String, Caller> CALLERS = new LinkedHashMap<>();
    private static SharedHub hub;
    private static Map<String, String> ids;

    /** Who asks: with a browser that has logged in, or with a key. */
    private record Caller(HttpClient http, Optional<String> key) {}

    @BeforeAll
    static void start() throws Exception {
        MAIL.start();
        hub = SharedHub.with(Map.of(
                "TAGLINE_HTTP_PUBLIC_URL", "http://post.example",
                "TAGLINE_LIMITS_LOGINS_PER_MINUTE", "500",
                "TAGLINE_NOTICES_MAIL_HOST", "127.0.0.1",
                "TAGLINE_NOTICES_MAIL_PORT", String.valueOf(MAIL.getSmtp().getPort()),
                "TAGLINE_NOTICES_MAIL_SECURITY", "none",
                "TAGLINE_NOTICES_MAIL_FROM", "Post <post@post.example>"));
        ids = marked();
        hub.put(
                "/api/v1/orders/shop/other",
                """
                {"customer":{"reference":"O-1","name":"Other","email":"other@else.example"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(SharedHub.s10(64_000_002)));
        CALLERS.put("nobody", new Caller(new Browser(hub).http(), Optional.empty()));
        for (String role : List.of("operations", "depot", "rep", "supervisor", "analyst", "partner")) {
            CALLERS.put(role, new Caller(staff(role), Optional.empty()));
        }
        for (String scope : List.of("read", "write", "care", "notify", "figures")) {
            CALLERS.put(scope + " key", new Caller(hub.http(), Optional.of(key(scope, scope))));
        }
        CALLERS.put("partner key", new Caller(hub.http(), Optional.of(key("acme", "read,write", "--source", "acme"))));
        CALLERS.put("customer", new Caller(customer("quill@marked.example"), Optional.empty()));
        CALLERS.put("other customer", new Caller(customer("other@else.example"), Optional.empty()));
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    /** An order, a customer and a case; gives what examples of routes are to be asked with instead. */
    private static Map<String, String> marked() throws Exception {
        HttpResponse<String> put = hub.put(
                "/api/v1/orders/shop/marked",
                """
                {"customer":{"reference":"M-1","name":"Ada Quillfeather","email":"quill@marked.example","phone":"+16135550177"},
                 "serviceLevel":"standard","shipments":[{"recipient":{"name":"Bob Wrenhatch","city":"Kingston",
                 "postalCode":"Z9Z 8Y7","email":"bob@marked.example"},"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(NUMBER));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        String customer = first(put.body(), "\"customer\":\\{\"id\":\"([0-9a-f-]{36})");
        HttpResponse<String> opened = hub.put(
                "/api/v1/cases/by-source/desk/marked",
                """
                {"kind":"request","channel":"phone","subject":"Zanzibarium","text":"Zanzibarium in pieces","customer":"%s",
                 "trackingNumber":"%s"}
                """
                        .formatted(customer, NUMBER));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("LINK", first(put.body(), "(/track/[A-Za-z0-9_-]{22})"));
        instead.put("TL-0000000000", first(opened.body(), "(TL-[0-9A-Z]{10})"));
        instead.put("RR000000005GB", NUMBER);
        instead.put("/customers/1", "/customers/" + customer);
        instead.put("/details/1", "/details/" + customer);
        instead.put("customer=1", "customer=" + customer);
        instead.put("/orders/shop/none", "/orders/shop/marked");
        instead.put("/orders/shop/who-may", "/orders/shop/marked");
        instead.put("by-source/desk/none", "by-source/desk/marked");
        instead.put("q=who-may", "q=" + NUMBER);
        instead.put("+16135550199", "+16135550177");
        return instead;
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(found.groupCount());
    }

    private static HttpClient staff(String role) throws Exception {
        String password = "who-sees-password-" + role;
        String file =
                Files.writeString(hub.folder().resolve(password), password).toString();
        hub.command("user", "add", "who-sees-" + role, "--role", role, "--password-file", file);
        Browser browser = new Browser(hub);
        assertThat(browser.logIn("who-sees-" + role, password).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).doesNotContain("failed"));
        return browser.http();
    }

    private static String key(String name, String scope, String... more) throws Exception {
        String file = hub.folder().resolve("key-" + name).toString();
        List<String> command = new ArrayList<>(List.of("key", "add", name, "--scope", scope, "--out", file));
        command.addAll(List.of(more));
        hub.command(command.toArray(String[]::new));
        return Files.readString(hub.folder().resolve("key-" + name)).strip();
    }

    private static HttpClient customer(String email) throws Exception {
        Browser browser = new Browser(hub);
        int before = MAIL.getReceivedMessages().length;
        browser.post("/account", "/account/sign-in", "email", email);
        await().atMost(Duration.ofSeconds(60)).until(() -> MAIL.getReceivedMessages().length > before);
        MimeMessage[] mails = MAIL.getReceivedMessages();
        String link = first(
                String.valueOf(mails[mails.length - 1].getContent()),
                "http://post\\.example(/account/enter/[A-Za-z0-9_-]{43})");
        assertThat(browser.post(link, link).statusCode()).isEqualTo(302);
        return browser.http();
    }

    @Test
    void aCustomersWordsAreInNoAnswerButTheirOwnAndThoseOfWhoLooksAfterThem() throws Exception {
        List<String> leaks = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Map.Entry<String, WhoMayTest.Route> route : WhoMayTest.ROUTES.entrySet()) {
            if (!route.getKey().startsWith("GET ") || route.getKey().endsWith("events")) {
                continue;
            }
            String path = route.getValue().example();
            for (Map.Entry<String, String> instead : ids.entrySet()) {
                path = path.replace(instead.getKey(), instead.getValue());
            }
            for (Map.Entry<String, Caller> caller : CALLERS.entrySet()) {
                // who asks by a number has it
                String answer = ask(path, caller.getValue()).replace(path, "");
                List<String> told = MARKS.stream().filter(answer::contains).toList();
                if (told.isEmpty()) {
                    continue;
                }
                if (maySee(caller.getKey(), route.getKey())) {
                    seen.merge(caller.getKey(), 1, Integer::sum);
                } else {
                    leaks.add(caller.getKey() + " " + route.getKey() + ": " + told);
                }
            }
        }
        assertThat(leaks).isEmpty();
        // else the words would be nowhere, and the test could not fail
        assertThat(seen.keySet()).containsExactlyInAnyOrder("rep", "supervisor", "read key", "care key", "customer");
    }

    private static boolean maySee(String caller, String route) {
        return switch (caller) {
            case "rep", "supervisor" -> route.startsWith("GET /desk");
            case "read key", "care key" -> route.startsWith("GET /api/v1/");
            case "customer" -> route.startsWith("GET /account");
            default -> false;
        };
    }

    private static String ask(String path, Caller caller) throws Exception {
        HttpRequest.Builder request = hub.request(path.replace("+", "%2B")).timeout(Duration.ofSeconds(30));
        caller.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return caller.http().send(request.build(), BodyHandlers.ofString()).body();
    }
}
