package io.tagline.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalEndpointTest {
    private final TestHealth test = new TestHealth();
    private LocalEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = LocalEndpoint.start(test.health, 0);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void healthyAgentAnswers200() throws IOException {
        HttpURLConnection answer = get("/health");

        assertThat(answer.getResponseCode()).isEqualTo(200);
        assertThat(body(answer)).contains("\"status\":\"ok\"", "\"problems\":[]", "\"pending\":4");
    }

    @Test
    void unhealthyAgentAnswers503AndNamesWhatIsWrong() throws IOException {
        test.health.reader("dock-a").state("refused", "connection refused", false);

        HttpURLConnection answer = get("/health");

        assertThat(answer.getResponseCode()).isEqualTo(503);
        assertThat(body(answer))
                .contains(
                        "\"problems\":[{\"name\":\"reader-refused\",\"severity\":\"bad\",\"since\":\"2026-03-01T08:00:00Z\","
                                + "\"detail\":\"dock-a: connection refused\",\"do\":\"Choose another reader profile");
    }

    @Test
    void metricsAreInPrometheusTextFormat() throws IOException {
        test.counters.counter("tagline_test_total", "Tests made.").add(7);
        test.counters.gauge("tagline_test_bytes", "Size.", () -> 42);
        test.health.reader("dock-\"a\"").reads(5, 0);
        test.health.portal("door-1").scan(0);
        test.health.portal("door-1").undecided();

        HttpURLConnection answer = get("/metrics");

        assertThat(answer.getContentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(body(answer))
                .contains(
                        "# HELP tagline_test_total Tests made.\n# TYPE tagline_test_total counter\ntagline_test_total 7\n")
                .contains("# TYPE tagline_test_bytes gauge\ntagline_test_bytes 42\n")
                .contains("tagline_reader_reads_total{reader=\"dock-\\\"a\\\"\"} 5\n")
                .contains("tagline_reader_state{reader=\"dock-\\\"a\\\"\",state=\"starting\"} 1\n")
                .contains("tagline_portal_scans_total{portal=\"door-1\"} 1\n")
                .contains("tagline_portal_visits_undecided_total{portal=\"door-1\"} 1\n")
                .contains("tagline_visits_undecided_total 1\n")
                .contains("tagline_clock_synced 0\n");
    }

    @Test
    void eachProblemIsALineInTheMetricsByItsName() throws IOException {
        test.health.reader("dock-a").state("lost", "no route", false);
        test.health.reader("dock-b").state("lost", "no route", false);
        test.health.check(() -> Optional.of(new Problem("journal-full", "no receipt for 3 days")));

        assertThat(body(get("/metrics")))
                .contains("tagline_problems 3\n")
                .containsOnlyOnce("tagline_problem{name=\"reader-lost\"} 1\n")
                .contains("tagline_problem{name=\"journal-full\"} 1\n");
    }

    @Test
    void otherPathsAreNotFound() throws IOException {
        assertThat(get("/etc/passwd").getResponseCode()).isEqualTo(404);
    }

    @Test
    void portInUseIsNamed() {
        assertThatThrownBy(() -> LocalEndpoint.start(test.health, endpoint.port()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("health port " + endpoint.port() + " on loopback: ");
    }

    private HttpURLConnection get(String path) throws IOException {
        var url = URI.create("http://127.0.0.1:" + endpoint.port() + path).toURL();
        return (HttpURLConnection) url.openConnection();
    }

    private static String body(HttpURLConnection answer) throws IOException {
        try (InputStream in = answer.getResponseCode() < 400 ? answer.getInputStream() : answer.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
