package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The gateway of {@link DoorProfile} with a collect path of its own. */
public final class RenamedDoorProfile implements QuarkusTestProfile {
    public static final String PATH = "/quiet/place";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = DoorProfile.overrides(DoorProfile.newDirectory());
        config.put("utkast.collect.path", PATH);
        return config;
    }
}
