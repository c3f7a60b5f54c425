package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static io.utkast.support.Bodies.shopWith;
import static io.utkast.support.Bodies.utk;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import org.junit.jupiter.api.Test;

/** Whom the gateway takes for one visitor when it limits, over the socket. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectLimitsTest {

    @Test
    void limitOfOneVisitorIsNotThatOfAnother() {
        Door.understood(Door.send(shopWith(50)));

        assertThat(Door.verdict(Door.send(shopWith(50)))).isEqualTo("50/0 []");
    }

    @Test
    void inventedSubdomainGivesVisitorNoFreshLimit() {
        String visitor = utk();
        for (int i = 0; i < DoorProfile.VISITOR_LIMIT; i++) {
            assertThat(Door.verdict(view("https://page-" + i + ".example.com", visitor)))
                    .isEqualTo("1/0 []");
        }

        Response answer = view("https://one-more.example.com", visitor);

        Door.problem(answer, 429, "too-many-requests");
        assertThat(Door.verdict(view("https://one-more.example.com", utk()))).isEqualTo("1/0 []");
    }

    /** Origin and page address, since a visitor can invent both. */
    private static Response view(String origin, String utk) {
        return Door.send(
                Door.browser(origin),
                shop(pageView().put("url", origin + "/pricing")).put("utk", utk));
    }
}
