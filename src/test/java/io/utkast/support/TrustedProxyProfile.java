package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The gateway of {@link ProxyDoorProfile} behind a proxy on this machine, and with room for few connections. */
public final class TrustedProxyProfile implements QuarkusTestProfile {
    public static final int MOST_CONNECTIONS = 60;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new ProxyDoorProfile().getConfigOverrides();
        config.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1,::1");
        config.put("quarkus.http.limits.max-connections", String.valueOf(MOST_CONNECTIONS));
        return config;
    }
}
