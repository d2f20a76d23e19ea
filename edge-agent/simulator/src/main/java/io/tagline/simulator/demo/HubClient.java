package io.tagline.simulator.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The hub's API and the agent's health as the demo uses them. Confined to one thread. */
final class HubClient {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration TIME_OUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIME_OUT).build();
    private final URI hub;
    private final String apiKey;

    HubClient(URI hub, String apiKey) {
        this.hub = hub;
        this.apiKey = apiKey;
    }

    /** Waits until the hub takes requests. */
    boolean awaitReady(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpRequest request = HttpRequest.newBuilder(hub.resolve("/health/ready"))
                        .timeout(TIME_OUT)
                        .build();
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return true;
                }
            } catch (ConnectException | HttpTimeoutException e) {
                // not yet
            }
            Thread.sleep(100);
        }
        return false;
    }

    /** Puts an order and returns the addresses of its parcels' pages. */
    List<String> putOrder(String reference, String body) throws IOException, InterruptedException {
        String answer =
                send(request("/api/v1/orders/demo/" + reference).PUT(HttpRequest.BodyPublishers.ofString(body)));
        return texts(answer, "trackingUrl");
    }

    /** Says what is expected at a portal of the sample depot. */
    void putLoad(String portal, String body) throws IOException, InterruptedException {
        send(request("/api/v1/sites/ott-1/portals/" + portal + "/load").PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Reports what no portal sees, such as a delivery at the door. */
    void report(String trackingNumber, String event) throws IOException, InterruptedException {
        send(request("/api/v1/parcels/" + trackingNumber + "/events").POST(HttpRequest.BodyPublishers.ofString(event)));
    }

    /** Events on a parcel's timeline. */
    int events(String trackingNumber) throws IOException, InterruptedException {
        return texts(send(request("/api/v1/parcels/" + trackingNumber)), "kind").size();
    }

    /** The fleet as JSON. */
    String fleet() throws IOException, InterruptedException {
        return send(request("/api/v1/fleet"));
    }

    /** What the agent says of itself as JSON, also when it is not well. */
    String agentHealth(URI agent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(agent.resolve("/health"))
                .timeout(TIME_OUT)
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve(path))
                .timeout(TIME_OUT)
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(request.method() + " " + request.uri().getPath() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** All texts and numbers of fields with this name, wherever they stand. */
    static List<String> texts(String json, String field) throws IOException {
        List<String> found = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token.isScalarValue() && field.equals(in.currentName())) {
                    found.add(in.getText());
                }
            }
        }
        return found;
    }
}
