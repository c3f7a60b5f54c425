package io.utkast.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    private final ProblemMapper mapper = new ProblemMapper();

    @ParameterizedTest
    @EnumSource
    void hasItsSixMembers(ProblemCode code) {
        JsonObject body = new JsonObject(Problem.of(code, "quoted \"detail\"").json());

        assertThat(body.fieldNames()).containsExactly("type", "title", "status", "detail", "code", "requestId");
        assertThat(body.getString("type")).isEqualTo("https://utkast.io/problems/%s", code.code());
        assertThat(body.getInteger("status")).isEqualTo(code.status());
        assertThat(body.getString("detail")).isEqualTo("quoted \"detail\"");
    }

    @ParameterizedTest
    @CsvSource({
        "401, bad-key",
        "403, forbidden",
        "404, not-found",
        "405, method-not-allowed",
        "406, not-acceptable",
        "413, too-large",
        "415, unsupported-media-type",
        "422, bad-request",
        "500, internal",
        "503, internal"
    })
    void failuresOfTheWebKeepTheirKind(int status, String code) {
        Response response = mapper.toResponse(new WebApplicationException("inner words", status));

        assertThat(response.getEntity().toString())
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("inner words");
    }

    @Test
    void otherFailuresAreOursAndTellNothing() {
        Response response = mapper.toResponse(new IllegalStateException("the password is swordfish"));

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getEntity().toString()).contains("internal").doesNotContain("swordfish", "Exception");
        assertThat(mapper.toResponse(new NotFoundException()).getStatus()).isEqualTo(404);
    }
}
