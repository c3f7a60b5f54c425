package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The gateway of {@link DoorProfile} that is impatient with idle connections, so that a test sees it. */
public final class AbusedDoorProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = DoorProfile.overrides(DoorProfile.newDirectory());
        config.put("quarkus.http.idle-timeout", "3s");
        return config;
    }
}
