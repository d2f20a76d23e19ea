package io.tagline.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.wire.AgentAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UplinkSettingsTest {
    @Test
    void brokerAddressGetsTheUsualPort() {
        assertThat(settings("mqtt://broker").broker()).hasToString("tcp://broker:1883");
        assertThat(settings("mqtts://broker").broker()).hasToString("ssl://broker:8883");
        assertThat(settings("ssl://[::1]:1").broker()).hasToString("ssl://[::1]:1");
    }

    @Test
    void addressOfAnotherProtocolIsRefused() {
        assertThatThrownBy(() -> settings("http://broker"))
                .hasMessage("mqtt url \"http://broker\": expected tcp://host:port or ssl://host:port");
    }

    @Test
    void passwordNeverShowsInText() {
        assertThat(new Credential("ott-1/gw-1", "secret")).asString().doesNotContain("secret");
    }

    private static UplinkSettings settings(String broker) {
        return UplinkSettings.of(
                new AgentAddress("ott-1", "gw-1"), URI.create(broker), Optional.empty(), Optional.empty());
    }
}
