package io.utkast.admin;

import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.AdminProfile;
import io.utkast.support.Door;
import org.junit.jupiter.api.Test;

/** A build that knows OIDC, in a configuration that does not name a role: nothing more is open than elsewhere. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class OidcUnsetTest {

    @Test
    void thereIsNoSuchLogIn() {
        Door.problem(stranger().get(SingleSignOn.PATH), 404, "not-found");
        assertThat(stranger().get("/admin/login").asString()).doesNotContain("oidc");
        assertThat(byToken().get("/admin/stats").statusCode()).isEqualTo(200);
    }
}
