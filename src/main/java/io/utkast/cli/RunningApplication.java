package io.utkast.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Runs until it is stopped; says first where to look, so that the log of a start ends with the addresses. */
public final class RunningApplication implements QuarkusApplication {
    /** The demo's own token, known to everybody: it opens nothing but this machine's trial. */
    private static final String DEMO_TOKEN = "dev";

    private static final String DEMO_TOKEN_IS = "; the token is " + DEMO_TOKEN;

    private static final Logger LOG = Logger.getLogger(RunningApplication.class);

    @Override
    public int run(String... arguments) {
        addresses(ConfigProvider.getConfig()).forEach(LOG::info);
        Quarkus.waitForExit();
        return 0;
    }

    static List<String> addresses(Config config) {
        String root = "http://localhost:"
                + config.getOptionalValue("quarkus.http.port", String.class).orElse("8080");
        List<String> addresses = new ArrayList<>();
        if (on(config, "utkast.demo.enabled")) {
            addresses.add("Open " + root + "/demo/    the demo shop: accept the cookies, click through");
        }
        if (on(config, "utkast.sandbox.enabled")) {
            addresses.add("Open " + root + "/sandbox  what HubSpot would show");
        }
        if (on(config, "utkast.demo.enabled")) {
            addresses.add(
                    "Open " + root + "/admin    the operator's page" + (hasDemoToken(config) ? DEMO_TOKEN_IS : ""));
        }
        return addresses;
    }

    /** Whoever configures a token of their own finds none in the log. */
    private static boolean hasDemoToken(Config config) {
        return config.getOptionalValue("utkast.admin.token", String.class)
                .filter(DEMO_TOKEN::equals)
                .isPresent();
    }

    private static boolean on(Config config, String key) {
        return config.getOptionalValue(key, Boolean.class).orElse(false);
    }
}
