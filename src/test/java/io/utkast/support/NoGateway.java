package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Quarkus without a gateway in it: for what only needs the REST client and the guards. */
public final class NoGateway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("utkast.gateway.enabled", "false");
    }
}
