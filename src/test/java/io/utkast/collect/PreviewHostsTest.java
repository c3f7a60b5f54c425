package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.PreviewProfile;
import io.utkast.support.StoredEvents;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe of docs/install.md keeps what happens on preview hosts away from the real portal. */
@QuarkusTest
@TestProfile(PreviewProfile.class)
class PreviewHostsTest {
    private static final String PREVIEW = "https://pr-17.preview.example.com";

    @Test
    void eventsOfPreviewHostsGoToTheirOwnPortal() throws SQLException {
        long before = queuedFor("acme");

        assertThat(Door.verdict(send(PREVIEW, "shop-preview"))).isEqualTo("1/0 []");

        assertThat(queuedFor("rehearsal")).isPositive();
        assertThat(queuedFor("acme")).isEqualTo(before);
    }

    @Test
    void eventsOfTheSiteGoToTheRealOne() throws SQLException {
        long before = queuedFor("acme");

        assertThat(Door.verdict(send("https://www.example.com", "shop"))).isEqualTo("1/0 []");

        assertThat(queuedFor("acme")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({PREVIEW + ", shop", "https://www.example.com, shop-preview"})
    void neitherMaySendAsTheOther(String origin, String site) {
        Door.problem(send(origin, site), 403, "origin-not-allowed");
    }

    private static Response send(String origin, String site) {
        return Door.send(Door.browser(origin), shop(pageView()).put("site", site));
    }

    private static long queuedFor(String portal) throws SQLException {
        try (StoredEvents file = new StoredEvents(DoorProfile.outboxFile())) {
            return file.number("SELECT count(*) FROM event WHERE portal = '" + portal + "'");
        }
    }
}
