package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One real hub on free ports for all tests that talk to it over HTTP and MQTT; ends with the test run. */
public final class SharedHub {

    public static final String ADMIN_PASSWORD = "correct-horse-battery";
    public static final String API_KEY = "test-key-of-more-than-16-characters";

    private static final String SETTINGS =
            """
            data-dir: data
            time-zone: America/Toronto
            admin-password: %s
            api-key: %s
            http: { port: 0 }
            mqtt: { port: 0 }
            limits: { streams: %d, streams-per-address: %d, guesses-per-minute: %d,
                      lookups-per-minute: 20, logins-per-minute: 5 }
            sites:
              - id: ott-1
                name: Ottawa Plant
                place: Ottawa
                portals: [ { id: door-1, name: Door 1 } ]
            routes:
              - { id: watched, services: [ watched ], stops: [ { site: ott-1, stay: 1m } ] }
            """;

    private static @Nullable SharedHub shared;
    private static @Nullable SharedHub roomy;

    private final Path folder;
    private final RunningHub hub;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SharedHub(int streams, int streamsPerAddress, int guesses, Map<String, String> environment)
            throws IOException, SettingsException {
        folder = Files.createTempDirectory("tagline-hub-test");
        Files.writeString(config(), SETTINGS.formatted(ADMIN_PASSWORD, API_KEY, streams, streamsPerAddress, guesses));
        hub = RunningHub.start(HubSettings.read(Optional.of(config()), environment), InstantSource.system());
    }

    /** The hub, started by whoever asks first. */
    public static synchronized SharedHub get() throws IOException, SettingsException {
        SharedHub running = shared;
        if (running == null) {
            running = start(6, 5, 30, Map.of());
            shared = running;
        }
        return running;
    }

    /**
     * Another one, for tests that leave live pages behind, since a closed one is found out at the next heartbeat, and for those that try
     * every route with a wrong key.
     */
    public static synchronized SharedHub roomy() throws IOException, SettingsException {
        SharedHub running = roomy;
        if (running == null) {
            running = start(200, 200, 6_000, Map.of());
            roomy = running;
        }
        return running;
    }

    /** One of the test's own, with other settings. */
    public static SharedHub with(Map<String, String> environment) throws IOException, SettingsException {
        return start(200, 200, 6_000, environment);
    }

    private static SharedHub start(int streams, int streamsPerAddress, int guesses, Map<String, String> environment)
            throws IOException, SettingsException {
        SharedHub started = new SharedHub(streams, streamsPerAddress, guesses, environment);
        Runtime.getRuntime().addShutdownHook(new Thread(started.hub::close));
        return started;
    }

    public Path config() {
        return folder.resolve("hub.yaml");
    }

    public Path folder() {
        return folder;
    }

    /** Runs a command beside the hub, as an operator does. */
    public void command(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config().toString()));
        int status = Hub.run(all, Map.of(), System.out, System.err);
        if (status != Hub.DONE) {
            throw new IOException(String.join(" ", arguments) + " ended with " + status);
        }
    }

    public int port() {
        return hub.httpPort();
    }

    public String mqttUrl() {
        return "tcp://127.0.0.1:" + hub.mqttPort().orElseThrow();
    }

    public HttpClient http() {
        return http;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpRequest.Builder withKey(String path) {
        return request(path).header("Authorization", "Bearer " + API_KEY);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        return send(withKey(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(withKey(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Puts an order with one parcel and gives the path of its page. */
    public String order(String reference, String trackingNumber) throws IOException, InterruptedException {
        String body =
                """
                {"customer":{"reference":"C-1","name":"Ada Example"},"serviceLevel":"standard","promisedDate":"2026-01-05",
                 "shipments":[{"recipient":{"name":"Bob Example","city":"Kingston"},"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(trackingNumber);
        HttpResponse<String> answer = put("/api/v1/orders/shop/" + reference, body);
        Matcher link = Pattern.compile("/track/[A-Za-z0-9_-]{22}").matcher(answer.body());
        if (!link.find()) {
            throw new IOException("no link in " + answer.statusCode() + " " + answer.body());
        }
        return link.group();
    }

    public HttpResponse<String> report(String trackingNumber, String kind, String at)
            throws IOException, InterruptedException {
        return post(
                "/api/v1/parcels/" + trackingNumber + "/events",
                "{\"kind\":\"%s\",\"occurredAt\":\"%s\",\"site\":\"ott-1\",\"sourceRef\":\"%s\"}"
                        .formatted(kind, at, trackingNumber + kind + at));
    }

    /** A UPU S10 identifier with its check digit. */
    public static String s10(int serial) {
        String digits = "%08d".formatted(serial);
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        int check = 11 - sum % 11;
        return "RR" + digits + (check == 10 ? 0 : check == 11 ? 5 : check) + "CA";
    }
}
