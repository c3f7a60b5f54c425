package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AddressKeyTest {
    private final AddressKey.Factory keys = new AddressKey.Factory(new SecureRandom());

    @Test
    void eachIpv4AddressHasItsKey() {
        assertThat(key("192.0.2.1")).isEqualTo(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void ipv6AddressesOfOneNetworkShareTheirKey() {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
    }

    @Test
    void ipv4AddressInIpv6FormIsTheSame() {
        assertThat(key("::ffff:192.0.2.1")).isEqualTo(key("192.0.2.1"));
    }

    @Test
    void anotherProcessHasOtherKeys() {
        AddressKey.Factory other = new AddressKey.Factory(new SecureRandom());

        assertThat(other.of(InetAddress.ofLiteral("192.0.2.1").getAddress())).isNotEqualTo(key("192.0.2.1"));
    }

    private AddressKey key(String address) {
        return keys.of(InetAddress.ofLiteral(address).getAddress());
    }
}
