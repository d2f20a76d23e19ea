package io.tagline.hub.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tagline.hub.fleet.FleetMeters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What machines that look after the hub ask for. */
@RestController
final class Operations {

    private static final MediaType PROMETHEUS =
            new MediaType("text", "plain", Map.of("version", "0.0.4", "charset", "utf-8"));

    private final PrometheusMeterRegistry meters;
    private final FleetMeters fleet;
    private final Readiness readiness;

    Operations(PrometheusMeterRegistry meters, FleetMeters fleet, Readiness readiness) {
        this.meters = meters;
        this.fleet = fleet;
        this.readiness = readiness;
    }

    @GetMapping("/metrics")
    ResponseEntity<byte[]> metrics() {
        fleet.refresh();
        return ResponseEntity.ok().contentType(PROMETHEUS).body(meters.scrape().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/health/live")
    Map<String, Object> live() {
        return Map.of("status", "up");
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        Map<String, Object> answer = new LinkedHashMap<>();
        Map<String, Optional<String>> troubles = readiness.troubles();
        boolean up = troubles.values().stream().allMatch(Optional::isEmpty);
        answer.put("status", up ? "up" : "down");
        troubles.forEach((part, trouble) -> answer.put(part, trouble.isEmpty() ? "up" : "down"));
        if (!up) {
            answer.put(
                    "reasons",
                    troubles.values().stream().flatMap(Optional::stream).toList());
        }
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(answer);
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource openApi() {
        return new ClassPathResource("openapi.json");
    }

    @GetMapping(path = "/robots.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    String robots() {
        return "User-agent: *\nAllow: /$\nDisallow: /\n";
    }
}
