package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.Operators;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither answers nor logs of a running gateway hold what opens a door; its log is in JSON, as machines want it. */
@QuarkusTest
@TestProfile(SecretsUntoldTest.Distinct.class)
class SecretsUntoldTest {
    private static final List<String> SECRETS = List.of(
            AdminProfile.TOKEN,
            "acmes-client-secret-7d1f",
            "acmes-refresh-token-7d1f",
            "bolts-client-secret-7d1f",
            "acmes-developer-key-7d1f",
            "shops-server-key-7d1f",
            "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "guessed-token-7d1f",
            "guessed-server-key-7d1f");

    private final List<String> told = new ArrayList<>();
    private final ConcurrentLinkedQueue<LogRecord> logged = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Listener();
    private final Logger root = Logger.getLogger("");

    @TestHTTPResource(value = "/metrics", management = true)
    @Nullable
    URI metrics;

    /** The gateway of the admin's tests with secrets that cannot be mistaken. */
    public static final class Distinct implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new AdminProfile().getConfigOverrides());
            config.put("utkast.portals.acme.client-secret", SECRETS.get(1));
            config.put("utkast.portals.acme.refresh-token", SECRETS.get(2));
            config.put("utkast.portals.bolt.client-secret", SECRETS.get(3));
            config.put("utkast.portals.acme.app-id", "77001");
            config.put("utkast.portals.acme.developer-key", SECRETS.get(4));
            config.put("utkast.sites.shop.server-key", SECRETS.get(5));
            config.put("quarkus.log.console.json.enabled", "true");
            return config;
        }
    }

    @AfterEach
    void listenNoMore() {
        root.removeHandler(listener);
    }

    @Test
    void answersAndLogsTellNone() {
        root.addHandler(listener);

        for (String path : List.of(
                "/admin",
                "/admin/stats",
                "/admin/events",
                "/admin/dead-letters",
                "/admin/receipts/0123456789abcdef0123456789abcdef",
                "/u/shop.js",
                "/robots.txt")) {
            note(Operators.byToken().get(path));
        }
        note(Operators.browser().request().accept("text/html").get("/admin"));
        note(Operators.byToken().post("/admin/portals/bolt/connect"));
        note(Operators.byToken().post("/admin/portals/acme/pause"));
        note(Operators.byToken().post("/admin/portals/acme/resume"));
        note(Operators.logIn(SECRETS.get(7)));
        note(Operators.stranger()
                .header("Authorization", "Bearer " + SECRETS.get(7))
                .get("/admin/stats"));
        note(RestAssured.get(Objects.requireNonNull(metrics)));
        sendWithKey(SECRETS.get(5));
        sendWithKey(SECRETS.get(8));
        note(Door.send(Door.sender().header("Authorization", "Bearer " + SECRETS.get(5)), "{\"site\":"));

        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
        assertThat(logged).as("audit lines and wrong tokens at least").hasSizeGreaterThan(3);
        Formatter json = consoleFormatter();
        assertThat(logged.stream().map(json::format)).allSatisfy(line -> {
            assertThat(line).doesNotContain(SECRETS);
            assertThat(new JsonObject(line).getString("message")).isNotBlank();
        });
    }

    private void sendWithKey(String key) {
        note(Door.send(
                Door.sender().header("Authorization", "Bearer " + key).contentType("application/json"),
                new JsonObject()
                        .put("site", "shop")
                        .put("utk", Bodies.utk())
                        .put("events", new JsonArray().add(Bodies.pageView()))));
    }

    private void note(Response response) {
        assertThat(response.statusCode()).isNotEqualTo(500);
        told.add(response.headers().toString());
        told.add(response.asString());
    }

    /** Quarkus has one handler at the root, which hands on to the configured ones. */
    private static Formatter consoleFormatter() {
        return Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .map(Handler::getFormatter)
                .findFirst()
                .orElseThrow();
    }

    /** Hears every line. */
    private final class Listener extends Handler {
        Listener() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            logged.add(line);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
