package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AddressKeyTest {

    @Test
    void whoHasAWholeNetworkOfIpv6IsOneCaller() {
        assertThat(AddressKey.of("2001:db8:1:2:aaaa::1")).isEqualTo(AddressKey.of("2001:db8:1:2:bbbb::2"));
        assertThat(AddressKey.of("2001:db8:1:2::1")).isNotEqualTo(AddressKey.of("2001:db8:1:3::1"));
    }

    @Test
    void eachAddressOfIpv4IsACallerHoweverItIsWritten() {
        assertThat(AddressKey.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(AddressKey.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(AddressKey.of("192.0.2.2")).isNotEqualTo(AddressKey.of("192.0.2.1"));
    }
}
