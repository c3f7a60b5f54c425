package io.utkast.admin;

import static io.utkast.support.Operators.byToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.AdminProfile;
import io.utkast.support.Door;
import io.utkast.support.LogLines;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AdminProfile.class)
class PortalActionsTest {
    @AfterEach
    void resume() {
        byToken().post("/admin/portals/acme/resume");
    }

    @Test
    void pausesAndResumes() {
        JsonObject paused = json("/admin/portals/acme/pause");
        assertThat(paused.getString("portal")).isEqualTo("acme");
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(state("acme")).isEqualTo("paused");
        assertThat(state("bolt")).isNotEqualTo("paused");

        assertThat(json("/admin/portals/acme/resume").getString("state")).isNotEqualTo("paused");
        assertThat(state("acme")).isNotEqualTo("paused");
    }

    @Test
    void triesHeldEventsAgain() {
        assertThat(json("/admin/portals/acme/release").getInteger("released")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "release", "connect"})
    void knowsNoOtherPortals(String action) {
        Door.problem(byToken().post("/admin/portals/nobody/" + action), 404, "not-found");
        Door.problem(byToken().post("/admin/portals/Not-A-Key/" + action), 404, "not-found");
    }

    @Test
    void writesDownWhoDidWhat() {
        try (LogLines audit = LogLines.of("io.utkast.admin.audit")) {
            json("/admin/portals/acme/pause");
            byToken().post("/admin/portals/no%0abody/pause");
            byToken().get("/admin/stats");
            byToken()
                    .body("{\"portal\":\"acme\",\"status\":400,\"text\":\"who\\nelse=1\",\"dryRun\":true}")
                    .post("/admin/dead-letters/replay");
            byToken().delete("/admin/dead-letters/17");
            byToken()
                    .body("{\"utk\":\"0123456789abcdef0123456789abcdef\",\"domain\":\"www.example.com\"}")
                    .post("/admin/visitors/erase");
            // Written when the answer is out: in any order, and one of an earlier test may be among them.
            await().untilAsserted(() -> assertThat(audit.lines())
                    .containsOnlyOnce(
                            "Operator acted who=token method=POST path=/admin/portals/acme/pause status=200",
                            "Operator acted who=token method=POST path=/admin/portals/no%0abody/pause status=404",
                            "Operator acted who=token method=POST path=/admin/dead-letters/replay status=200 dryRun=true"
                                    + " portal=acme status=400 text=given",
                            "Operator acted who=token method=DELETE path=/admin/dead-letters/17 status=404",
                            "Operator acted who=token method=POST path=/admin/visitors/erase status=200"
                                    + " visitor=01234567"));
            assertThat(audit.lines()).noneMatch(line -> line.contains("/admin/stats"));
        }
    }

    private static JsonObject json(String path) {
        return new JsonObject(
                byToken().post(path).then().statusCode(200).extract().asString());
    }

    private static String state(String portal) {
        return new JsonObject(byToken().get("/admin/stats").asString())
                .getJsonObject("portals")
                .getJsonObject(portal)
                .getString("state");
    }
}
