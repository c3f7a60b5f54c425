package io.utkast.app;

import io.utkast.collect.CollectConfig;
import io.utkast.site.ConfigFault;
import io.utkast.site.PortalsConfig;
import io.utkast.site.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What is wrong with the configuration of the gateway as a whole. */
final class GatewayFaults {
    private static final int KEY_BYTES = 32;

    private final List<ConfigFault> faults = new ArrayList<>();

    private GatewayFaults() {}

    static List<ConfigFault> of(GatewayConfig gateway, CollectConfig collect, PortalsConfig portals) {
        GatewayFaults found = new GatewayFaults();
        found.check(gateway, collect);
        if (gateway.secretKey().isEmpty()) {
            found.checkNothingToStore(portals);
        }
        return found.faults;
    }

    private void check(GatewayConfig gateway, CollectConfig collect) {
        if (!collect.path().matches("(/[A-Za-z0-9._~-]+)+")) {
            fault("utkast.collect.path", "'" + collect.path() + "' is not a path such as /v1/events");
        }
        if (!collect.maxAge().isPositive()) {
            fault("utkast.collect.max-age", collect.maxAge() + " is not greater than 0");
        }
        if (gateway.drainTimeout().isNegative()) {
            fault("utkast.drain-timeout", gateway.drainTimeout() + " is negative");
        }
        gateway.publicUrl()
                .filter(url -> !isWeb(url))
                .ifPresent(url -> fault(
                        "utkast.public-url", "'" + url + "' is not an address such as https://events.example.com"));
        gateway.secretKey()
                .filter(key -> !isKey(key))
                .ifPresent(key -> fault(
                        "utkast.secret-key", "is not 32 bytes in base64, such as `openssl rand -base64 32` prints"));
    }

    private void checkNothingToStore(PortalsConfig portals) {
        portals.portals().forEach((key, portal) -> {
            if (portal.refreshToken().isEmpty()) {
                fault(
                        "utkast.secret-key",
                        "is needed to store the token that connecting portal " + key + " brings, such as"
                                + " `openssl rand -base64 32` prints; or set utkast.portals." + key + ".refresh-token");
            }
        });
    }

    private static boolean isWeb(URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null;
    }

    private static boolean isKey(Secret key) {
        try {
            return Base64.getDecoder().decode(key.reveal()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void fault(String key, String message) {
        faults.add(new ConfigFault(key, message));
    }
}
