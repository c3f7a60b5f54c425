package io.utkast.admin;

import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.Operators;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider that nobody reaches does not keep the gateway from its work. */
@QuarkusTest
@TestProfile(OidcAwayTest.Away.class)
class OidcAwayTest {

    /** The provider is a port on which nobody listens. */
    public static final class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new AdminProfile().getConfigOverrides());
            config.put("utkast.admin.oidc.role", OidcProfile.ROLE);
            config.put("quarkus.oidc.tenant-enabled", "true");
            config.put("quarkus.oidc.auth-server-url", "http://127.0.0.1:1");
            config.put("quarkus.oidc.client-id", OidcProvider.CLIENT);
            config.put("quarkus.oidc.credentials.secret", OidcProvider.CLIENT_SECRET);
            return config;
        }
    }

    @Test
    void theTokenStillOpens() {
        assertThat(byToken().get("/admin/stats").statusCode()).isEqualTo(200);
        assertThat(Operators.browser().page()).contains("Portals");
    }

    @Test
    void nobodyComesInByTheProvider() {
        Response answer = stranger().get(SingleSignOn.PATH);

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(answer.asString()).doesNotContain("Exception", OidcProvider.CLIENT_SECRET);
    }
}
