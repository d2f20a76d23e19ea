package io.tagline.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    @Test
    void problemsComeLastWithWhatToDo() throws Exception {
        String health =
                """
                {"status":"problems","problems":[{"name":"journal-full","severity":"bad","since":"2026-03-01T08:00:00Z",
                "detail":"9 scans wait","do":"Bring the agent back in touch with the hub."},{"name":"from-an-older-agent"}],
                "readers":[{"id":"dock-a","state":"reading"}]}
                """;
        assertThat(StatusTable.of(JsonTree.read(health.getBytes(StandardCharsets.UTF_8)))
                        .lines())
                .containsExactly(
                        "status  problems",
                        "",
                        "readers",
                        "  id      state",
                        "  dock-a  reading",
                        "",
                        "problems",
                        "  journal-full  bad  since 2026-03-01T08:00:00Z",
                        "    9 scans wait",
                        "    do: Bring the agent back in touch with the hub.",
                        "  from-an-older-agent");
    }
}
