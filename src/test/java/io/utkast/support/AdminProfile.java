package io.utkast.support;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The gateway of {@link DoorProfile} with an open door for its operator. */
public class AdminProfile extends DoorProfile {
    private static final String TOKEN = "operators-token";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = overrides(newDirectory());
        config.put("utkast.admin.token", TOKEN);
        return config;
    }

    /** The operator, with the token. */
    public static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TOKEN);
    }
}
