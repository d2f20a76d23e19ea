package io.tagline.hub.crm.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.settings.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookPeerTest {
    private static final Secret NEW = new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    private static final Secret OLD = new Secret(
            "whsec_" + Base64.getEncoder().encodeToString("the one before, 24 bytes".getBytes(StandardCharsets.UTF_8)));
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /** A message as it came. */
    private record Received(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(one -> one.getKey().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .get(0);
        }
    }

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;
    private volatile Optional<String> retryAfter = Optional.empty();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        retryAfter.ifPresent(seconds -> exchange.getResponseHeaders().add("Retry-After", seconds));
        if (status == 0) {
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private WebhookPeer peer(Secret... secrets) {
        return new WebhookPeer(
                new WebhookSettings(
                        "desk",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in/hook-t0ken?from=qu3ry"),
                        List.of(secrets),
                        Map.of("parcel", Set.of("status", "weight")),
                        new PublicHosts(true),
                        Duration.ofSeconds(60)),
                () -> NOW);
    }

    private static Write write(UUID operation, String status) {
        return Write.create(
                operation,
                "parcel",
                "k-1",
                Map.of(
                        "status", new Value.Text(status),
                        "weight", new Value.Decimal(new BigDecimal("1200")),
                        "retired", new Value.Flag(false),
                        "by", new Value.Day(LocalDate.of(2026, 11, 25)),
                        "at", new Value.Moment(NOW),
                        "order", new Value.Link("order", "o-1", Optional.empty()),
                        "link", new Value.Nothing()));
    }

    /** As Standard Webhooks 1.0 has it, made here once more. */
    private static String signed(Received message, Secret secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.reveal().substring(6)), "HmacSHA256"));
        String text = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRecordIsASignedCloudEventWithItsKeyAndAllOfItsFields() throws Exception {
        List<Outcome> outcomes = peer(NEW).write(List.of(write(new UUID(1, 1), "arrived")));
        assertThat(outcomes).containsExactly(new Outcome.Done("k-1", Optional.empty()));
        Received message = received.get(0);
        assertThat(message.header("content-type")).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(message.header("webhook-timestamp")).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        assertThat(message.header("webhook-signature")).isEqualTo(signed(message, NEW));
        JsonNode event = JsonMapper.builder().build().readTree(message.body());
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("id").asString()).isEqualTo(message.header("webhook-id"));
        assertThat(event.path("source").asString()).isEqualTo("/tagline/crm/desk");
        assertThat(event.path("type").asString()).isEqualTo("io.tagline.parcel");
        assertThat(event.path("subject").asString()).isEqualTo("k-1");
        assertThat(event.path("data").toString())
                .isEqualTo("{\"key\":\"k-1\",\"at\":\"2026-11-22T08:00:00Z\",\"by\":\"2026-11-25\",\"link\":null,"
                        + "\"order\":\"o-1\",\"retired\":false,\"status\":\"arrived\",\"weight\":1200}");
    }

    @Test
    void aRepeatHasTheSameIdAndNewsHasAnother() throws Exception {
        WebhookPeer peer = peer(NEW);
        var unused = peer.write(List.of(write(new UUID(1, 1), "arrived")));
        unused = peer.write(List.of(write(new UUID(1, 1), "arrived")));
        unused = peer.write(List.of(write(new UUID(1, 1), "delivered")));
        unused = peer.write(List.of(write(new UUID(1, 2), "arrived")));
        List<String> ids =
                received.stream().map(message -> message.header("webhook-id")).toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(Set.copyOf(ids)).hasSize(3);
    }

    @Test
    void whileTheSecretChangesAReceiverThatKnowsEitherIsSatisfied() throws Exception {
        assertThat(peer(NEW, OLD).check()).contains("takes signed messages", "the one before");
        Received ping = received.get(0);
        assertThat(ping.header("webhook-signature")).isEqualTo(signed(ping, NEW) + " " + signed(ping, OLD));
        assertThat(ping.body()).contains("\"type\":\"io.tagline.ping\"");
    }

    private void answers(int code) {
        status = code;
    }

    private List<Outcome> sent() throws Exception {
        return peer(NEW).write(List.of(write(new UUID(1, 1), "arrived")));
    }

    @Test
    void everyAnswerMeansOneThing() throws Exception {
        answers(422);
        assertThat(sent().get(0)).isInstanceOf(Outcome.Refused.class);
        answers(410);
        assertThatThrownBy(this::sent).isInstanceOf(PeerClosedException.class).hasMessageContaining("no more messages");
        answers(401);
        assertThatThrownBy(this::sent).isInstanceOf(PeerClosedException.class).hasMessageContaining("signature");
        answers(302);
        assertThatThrownBy(this::sent).isInstanceOf(PeerClosedException.class).hasMessageContaining("2xx");
        answers(404);
        assertThatThrownBy(this::sent).isInstanceOf(PeerAwayException.class);
        answers(500);
        assertThatThrownBy(this::sent).isInstanceOf(PeerUnsureException.class);
        answers(0);
        assertThatThrownBy(this::sent).isInstanceOf(PeerUnsureException.class);
        retryAfter = Optional.of("7");
        answers(429);
        assertThatThrownBy(this::sent).isInstanceOfSatisfying(PeerBusyException.class, busy -> assertThat(busy.after())
                .contains(Duration.ofSeconds(7)));
        WebhookPeer peer = peer(NEW);
        server.stop(0);
        assertThatThrownBy(() -> peer.write(List.of(write(new UUID(1, 1), "arrived"))))
                .isInstanceOf(PeerAwayException.class);
    }

    /** Many a receiver knows its senders by the address alone. */
    @Test
    void noMessageSaysMoreOfTheAddressThanWhereItIs() throws Exception {
        for (int answer : List.of(401, 410, 302, 404, 500, 503, 429, 0)) {
            answers(answer);
            assertThatThrownBy(this::sent)
                    .hasMessageContaining("http://127.0.0.1:")
                    .hasMessageNotContaining("t0ken")
                    .hasMessageNotContaining("qu3ry");
        }
        answers(422);
        assertThatThrownBy(() -> peer(NEW).check()).hasMessageNotContaining("t0ken");
        answers(200);
        assertThat(peer(NEW).check()).doesNotContain("t0ken").doesNotContain("qu3ry");
        WebhookPeer peer = peer(NEW);
        server.stop(0);
        assertThatThrownBy(() -> peer.write(List.of(write(new UUID(1, 1), "arrived"))))
                .isInstanceOf(PeerAwayException.class)
                .hasMessageNotContaining("t0ken");
        assertThatThrownBy(() -> new WebhookSettings(
                        "desk",
                        URI.create("http://crm.example.org/t0ken"),
                        List.of(NEW),
                        Map.of(),
                        PublicHosts.PUBLIC,
                        Duration.ofSeconds(60)))
                .hasMessageNotContaining("t0ken");
    }

    @Test
    void nothingGoesIntoAPrivateNetworkUnlessItIsAllowed() {
        assertThatThrownBy(() -> new WebhookSettings(
                        "desk",
                        URI.create("http://crm.example.org/"),
                        List.of(NEW),
                        Map.of(),
                        PublicHosts.PUBLIC,
                        Duration.ofSeconds(60)))
                .hasMessageContaining("expected a URL that begins with https://");
        WebhookPeer inside = new WebhookPeer(
                new WebhookSettings(
                        "desk",
                        URI.create("https://127.0.0.1:9/"),
                        List.of(NEW),
                        Map.of(),
                        PublicHosts.PUBLIC,
                        Duration.ofSeconds(60)),
                () -> NOW);
        assertThatThrownBy(inside::check)
                .isInstanceOf(PeerClosedException.class)
                .hasMessageContaining("private network");
    }
}
