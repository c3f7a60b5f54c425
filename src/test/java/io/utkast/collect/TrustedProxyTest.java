package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.ProxyDoorProfile;
import io.utkast.support.TrustedProxyProfile;
import io.utkast.support.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Behind a proxy of the operator's the limit per address is that of the visitors' own addresses. */
@QuarkusTest
@TestProfile(TrustedProxyProfile.class)
class TrustedProxyTest {

    @Test
    void eachForwardedAddressHasItsOwnLimit() {
        for (int i = 0; i < 4 * ProxyDoorProfile.ADDRESS_LIMIT; i++) {
            assertThat(Door.verdict(from("198.51.100." + i))).isEqualTo("1/0 []");
        }
        exhaust("203.0.113.7");

        Door.problem(from("203.0.113.7"), 429, "too-many-requests");
        assertThat(Door.verdict(from("203.0.113.8"))).isEqualTo("1/0 []");
    }

    @Test
    void addressesOfOneIpv6NetworkShareALimit() {
        exhaust("2001:db8:1:1::1");

        Door.problem(from("2001:db8:1:1:ffff::2"), 429, "too-many-requests");
        assertThat(Door.verdict(from("2001:db8:1:2::1"))).isEqualTo("1/0 []");
    }

    /** Why the README says that the proxy must set the header and not append to it. */
    @Test
    void ofAListTheFirstAddressCounts() {
        exhaust("203.0.113.40");

        Door.problem(from("203.0.113.40, 203.0.113.41"), 429, "too-many-requests");
        assertThat(Door.verdict(from("203.0.113.41, 203.0.113.40"))).isEqualTo("1/0 []");
    }

    @Test
    void connectionsBeyondTheBoundAreClosedAtTheirFirstRequestUntilOthersEnd() throws IOException {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 2 * TrustedProxyProfile.MOST_CONNECTIONS; i++) {
            Wire wire = Wire.to(RestAssured.port);
            // Vert.x counts a connection from its first whole request on.
            wire.trySend("GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
            wires.add(wire);
        }
        await().until(() ->
                wires.stream().filter(Wire::isClosedByPeer).count() >= TrustedProxyProfile.MOST_CONNECTIONS);

        for (Wire wire : wires) {
            wire.close();
        }
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Door.verdict(from("203.0.113.30"))).isEqualTo("1/0 []"));
    }

    private static void exhaust(String address) {
        for (int i = 0; i < ProxyDoorProfile.ADDRESS_LIMIT; i++) {
            assertThat(Door.verdict(from(address))).isEqualTo("1/0 []");
        }
    }

    private static Response from(String address) {
        return Door.send(Door.browser().header("X-Forwarded-For", address), shop(pageView()));
    }
}
