package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.support.AdminProfile;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the OpenAPI document to the paths that the gateway promises to browsers and operators. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class OpenApiTest {
    private static final Set<String> PROMISED = Set.of(
            "POST /v1/events",
            "GET /v1/events.gif",
            "GET /u/{site}.js",
            "GET /u/{site}.{hash}.js",
            "GET /robots.txt",
            "GET /admin",
            "GET /admin/stats",
            "GET /admin/stats/stream",
            "GET /admin/events",
            "GET /admin/receipts/{receipt}",
            "GET /admin/dead-letters",
            "POST /admin/dead-letters/replay",
            "DELETE /admin/dead-letters/{id}",
            "POST /admin/portals/{portal}/pause",
            "POST /admin/portals/{portal}/resume",
            "POST /admin/portals/{portal}/connect",
            "POST /admin/visitors/erase",
            "GET /oauth/callback");

    /** Answered without a REST resource, or a page of browsers: not in the document. */
    private static final Set<String> ELSEWHERE = Set.of("GET /v1/events.gif", "GET /admin", "GET /oauth/callback");

    /** More than was promised. */
    private static final Set<String> ADDED = Set.of(
            "POST /admin/portals/{portal}/release",
            "GET /admin/receipts",
            "POST /admin/templates/plan",
            "POST /admin/templates/apply");

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI document;

    @Test
    void namesEachPathAndMethodAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>(PROMISED);
        expected.removeAll(ELSEWHERE);
        expected.addAll(ADDED);

        assertThat(documented()).isEqualTo(expected);
    }

    private Set<String> documented() throws IOException {
        String json = RestAssured.given()
                .accept("application/json")
                .get(document)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                new ObjectMapper().readTree(json).get("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        return documented;
    }
}
