package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The gateway of {@link DoorProfile} behind a proxy that is not this machine, and with a narrow limit per address. */
public final class ProxyDoorProfile implements QuarkusTestProfile {
    public static final int ADDRESS_LIMIT = 5;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = DoorProfile.overrides(DoorProfile.newDirectory());
        config.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        config.put("quarkus.http.proxy.allow-x-forwarded", "true");
        config.put("quarkus.http.proxy.trusted-proxies", "192.0.2.77");
        config.put("utkast.limits.address.events", String.valueOf(ADDRESS_LIMIT));
        config.put("utkast.limits.address.per", "1h");
        return config;
    }
}
