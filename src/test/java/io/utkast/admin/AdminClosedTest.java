package io.utkast.admin;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.Operators;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a token there is no operator's door. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class AdminClosedTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /admin",
        "GET, /admin/stats",
        "GET, /admin/stats/stream",
        "GET, /admin/login",
        "POST, /admin/login",
        "GET, /admin/ui/admin.css",
        "GET, /oauth/callback",
        "POST, /admin/portals/acme/pause"
    })
    void nothingIsThere(String method, String path) {
        Door.problem(Operators.byToken().request(method, path), 404, "not-found");
    }
}
