package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.ProxyDoorProfile;
import org.junit.jupiter.api.Test;

/** Only a trusted proxy may say whose address it forwards. */
@QuarkusTest
@TestProfile(ProxyDoorProfile.class)
class ForeignProxyTest {

    @Test
    void strangerCannotChooseItsAddress() {
        for (int i = 0; i < ProxyDoorProfile.ADDRESS_LIMIT; i++) {
            assertThat(Door.verdict(from("203.0.113." + i))).isEqualTo("1/0 []");
        }

        Response answer = from("203.0.113.99");

        Door.problem(answer, 429, "too-many-requests");
        // One of five an hour: twelve minutes after the first, less what the test took.
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(660, 720);
    }

    private static Response from(String claimed) {
        return Door.send(
                Door.browser().header("X-Forwarded-For", claimed).header("Forwarded", "for=" + claimed),
                shop(pageView()));
    }
}
