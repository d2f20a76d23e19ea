package io.tagline.hub.crm.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tagline.hub.crm.peer.LossyProxy.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the other tests lean on. */
final class LossyProxyTest {
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            String body;
            try {
                body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                exchange.close();
                return;
            }
            arrived.add(body);
            byte[] answer = ("got " + body).getBytes(StandardCharsets.UTF_8);
            // every second answer in chunks
            exchange.sendResponseHeaders(200, arrived.size() % 2 == 0 ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rpc");
    }

    private HttpResponse<String> post(LossyProxy proxy, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(proxy.uri())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatPassesPassesWhole() throws Exception {
        try (LossyProxy proxy = new LossyProxy(uri(), 1)) {
            for (int i = 0; i < 6; i++) {
                assertThat(post(proxy, "ژاله " + i).body()).isEqualTo("got ژاله " + i);
            }
            assertThat(proxy.count(Fate.PASSED)).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLY_LOST", "REPLY_HALVED", "REQUEST_LOST", "REQUEST_CUT"})
    void faultIsWhatItsNameSays(Fate fate) throws Exception {
        try (LossyProxy proxy = new LossyProxy(uri(), 1).next(fate)) {
            assertThatThrownBy(() -> post(proxy, "one")).isInstanceOf(IOException.class);
            boolean arrives = fate == Fate.REPLY_LOST || fate == Fate.REPLY_HALVED;
            assertThat(arrived).isEqualTo(arrives ? List.of("one") : List.of());
            assertThat(post(proxy, "two").body()).isEqualTo("got two");
            assertThat(proxy.count(fate)).isEqualTo(1);
        }
    }

    @Test
    void onlyTheChosenAreSpoilt() throws Exception {
        try (LossyProxy proxy =
                new LossyProxy(uri(), 1).among(seen -> seen.says("write")).next(Fate.BUSY)) {
            assertThat(post(proxy, "read").statusCode()).isEqualTo(200);
            assertThat(post(proxy, "write").statusCode()).isEqualTo(429);
            assertThat(proxy.count()).isEqualTo(1);
        }
    }

    @Test
    void sharesAreDrawnFromTheSeed() throws Exception {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Integer> lost = new ArrayList<>();
            try (LossyProxy proxy = new LossyProxy(uri(), 42).share(Fate.BUSY, 0.3)) {
                for (int i = 0; i < 50; i++) {
                    if (post(proxy, "x").statusCode() == 429) {
                        lost.add(i);
                    }
                }
            }
            runs.add(lost);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
        assertThat(runs.get(0)).hasSizeBetween(5, 30);
    }
}
