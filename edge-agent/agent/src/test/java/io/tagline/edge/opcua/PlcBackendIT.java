package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.signal.Lamp;
import io.tagline.edge.signal.SignalBackend;
import io.tagline.edge.signal.SignalBackendContract;
import io.tagline.edge.signal.SignalException;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.edge.signal.plc.PlcBackend;
import io.tagline.edge.time.Ticker;
import io.tagline.settings.Secret;
import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lamps at a PLC of another maker: its variables Lamp1 to Lamp4, of which the first is lit before the agent comes. */
@Timeout(90)
class PlcBackendIT extends SignalBackendContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    /** One for all tests: it takes seconds to start. */
    private static NodePlc plc;

    private static PlcLink link;

    @BeforeAll
    static void startPlc() throws Exception {
        plc = NodePlc.start(folder);
        link = PlcLink.start(settings(), folder.resolve("agent"), change -> {}, Ticker.system(), new Counters());
        await().atMost(PATIENCE)
                .until(() ->
                        link.problems().stream().map(Problem::name).toList().contains("plc-certificate-untrusted"));
        PlcCertificates certificates = new PlcCertificates(folder.resolve("agent"));
        certificates.accept(certificates.list().get(0).fingerprint());
        await().atMost(PATIENCE).until(() -> link.problems().isEmpty());
    }

    @AfterAll
    static void stopPlc() {
        if (link != null) {
            link.close();
        }
        if (plc != null) {
            plc.close();
        }
    }

    @Override
    protected SignalBackend open() {
        PlcBackend light = new PlcBackend(link, light(SignalSettings.Backend.PLC, true));
        await().atMost(10, TimeUnit.SECONDS).until(() -> light.trouble().isEmpty());
        return light;
    }

    /** What the variables show, by what the PLC printed at each change. */
    @Override
    protected Set<Lamp> lit() {
        Set<String> on = new HashSet<>();
        for (String line : plc.said()) {
            String name = line.split(" ", 2)[0];
            if (line.endsWith(" true")) {
                on.add(name);
            } else {
                on.remove(name);
            }
        }
        Set<Lamp> lit = EnumSet.noneOf(Lamp.class);
        LAMPS.forEach((lamp, number) -> {
            if (on.contains("Lamp" + number)) {
                lit.add(lamp);
            }
        });
        return lit;
    }

    /** Its variables are as its program starts them; what holds now is written again. */
    @Test
    void afterARestartOfThePlcTheLightShowsWhatHoldsNow() throws Exception {
        try (SignalBackend light = open()) {
            light.set(Set.of(Lamp.GREEN));
            await().until(() -> lit().equals(Set.of(Lamp.GREEN)));
            plc.kill();
            light.set(Set.of(Lamp.AMBER));
            await().atMost(PATIENCE)
                    .until(() ->
                            light.trouble().orElse("").startsWith("lamps [2, 3] of the PLC are not as they should"));
            plc.restart();
            await().atMost(PATIENCE).until(() -> light.trouble().isEmpty());
            assertThat(lit()).containsExactly(Lamp.AMBER);
            assertThat(plc.said()).contains("Lamp1 false");
        }
    }

    @Test
    void aLightThatMayStayLitIsSaidWhenTheAgentEnds() throws Exception {
        SignalBackend light = open();
        light.set(Set.of(Lamp.GREEN));
        await().until(() -> lit().equals(Set.of(Lamp.GREEN)));
        plc.freeze();
        try {
            assertThatThrownBy(light::close)
                    .isInstanceOf(SignalException.class)
                    .hasMessageStartingWith("lamps of the PLC [1, 2, 3, 4] stay as they are: ");
        } finally {
            plc.thaw();
        }
        await().atMost(PATIENCE).until(() -> lit().isEmpty() && link.problems().isEmpty());
    }

    private static PlcSettings settings() {
        List<PlcNode> lamps = LAMPS.values().stream()
                .map(number -> new PlcNode(
                        PlcSignal.LAMP, "", number, "ns=1;s=Lamp" + number, "plc.nodes[" + number + "].node"))
                .toList();
        return new PlcSettings(
                new AgentAddress("ott-1", "gw-1"),
                URI.create(plc.url()),
                "tagline",
                new Secret("secret"),
                PlcSettings.PUBLISHING,
                PlcSettings.SAMPLING,
                PlcSettings.HEARTBEAT,
                PlcSettings.DIVERT_TIMEOUT,
                lamps,
                List.of());
    }
}
