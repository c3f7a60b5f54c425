package io.utkast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged gateway under load at random moments and asks the sandbox, in a process of its own, what arrived.
 * More rounds: {@code ./mvnw verify -Dit.test=KillIT -Dutkast.kill.rounds=50}.
 */
class KillIT {
    private static final Logger LOG = Logger.getLogger(KillIT.class);
    private static final int ROUNDS = Integer.getInteger("utkast.kill.rounds", 5);

    private static final String CONFIG = """
            utkast:
              admin: {token: kill-test}
              limits:
                visitor: {enabled: false}
                address: {enabled: false}
              bots: {user-agents: count}
              portals:
                acme:
                  hub-id: 4242
                  api-url: %1$s
                  token-url: %1$s
                  client-id: demo-client
                  client-secret: demo-secret
                  refresh-token: demo-refresh-token
                  linger: 50ms
                  quota: {requests: 2000}
              sites:
                shop:
                  domain: www.example.com
                  origins: ["https://www.example.com"]
                  portal: acme
                  events:
                    page_view:
                      template: "1001"
                      tokens: {page_title: "{title}"}
            """;

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedEventIsLostAndNoneHasTwoNames() throws Exception {
        int sandboxPort = JarProcess.freePort();
        int gatewayPort = JarProcess.freePort();
        URI sandboxUrl = URI.create("http://127.0.0.1:" + sandboxPort);
        URI gatewayUrl = URI.create("http://127.0.0.1:" + gatewayPort);
        Path config = Files.writeString(directory.resolve("gateway.yaml"), CONFIG.formatted(sandboxUrl));
        Sender sender = new Sender(gatewayUrl.resolve("/v1/events"));

        try (JarProcess sandbox = startSandbox(sandboxPort)) {
            sandbox.awaitAnswer(sandboxUrl.resolve("/sandbox"));
            for (int round = 0; round < ROUNDS; round++) {
                int before = sender.acknowledged().size();
                try (JarProcess gateway = startGateway(gatewayPort, config)) {
                    gateway.awaitAnswer(gatewayUrl.resolve("/robots.txt"));
                    sender.during(() -> {
                        awaitGrowth(sender, before);
                        pause(ThreadLocalRandom.current().nextInt(0, 1500));
                        gateway.kill();
                    });
                }
            }
            try (JarProcess gateway = startGateway(gatewayPort, config)) {
                gateway.awaitAnswer(gatewayUrl.resolve("/robots.txt"));

                awaitEmptyOutbox(gatewayUrl);
                Map<String, Integer> arrived = sends(sandboxUrl);

                assertThat(arrived.keySet()).containsAll(sender.acknowledged());
                assertThat(sender.sent()).containsAll(arrived.keySet());
                report(sender, arrived);
            }
        }
    }

    private JarProcess startSandbox(int port) throws IOException {
        return JarProcess.start(
                "sandbox",
                directory,
                Map.of(
                        "quarkus.http.port", "" + port,
                        "quarkus.management.port", "" + JarProcess.freePort(),
                        "utkast.sandbox.requests", "2000"),
                "sandbox");
    }

    private JarProcess startGateway(int port, Path config) throws IOException {
        return JarProcess.start(
                "gateway",
                directory,
                Map.of(
                        "quarkus.config.locations",
                        config.toString(),
                        "quarkus.http.port",
                        "" + port,
                        "quarkus.management.port",
                        "" + JarProcess.freePort(),
                        "utkast.data-dir",
                        directory.resolve("data").toString()));
    }

    /** A kill before the first answer would prove nothing. */
    private static void awaitGrowth(Sender sender, int before) {
        Awaitility.await("an acknowledged event")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sender.acknowledged().size() > before);
    }

    private static void awaitEmptyOutbox(URI gateway) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest stats = HttpRequest.newBuilder(gateway.resolve("/admin/stats"))
                    .header("Authorization", "Bearer kill-test")
                    .build();
            Awaitility.await("an empty outbox")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> client.send(stats, BodyHandlers.ofString())
                            .body()
                            .contains("\"outbox\":{\"kind\":\"sqlite\",\"queued\":0,"));
        }
    }

    /** Each event id that the sandbox was sent, and how often. */
    private static Map<String, Integer> sends(URI sandbox) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(sandbox.resolve("/sandbox/control/events"))
                    .build();
            Map<String, Integer> sends = new HashMap<>();
            client.send(request, BodyHandlers.ofLines())
                    .body()
                    .map(line -> line.split("\t", -1))
                    .forEach(columns -> sends.put(columns[0], Integer.parseInt(columns[1])));
            return sends;
        }
    }

    private static void report(Sender sender, Map<String, Integer> arrived) {
        Map<Integer, Integer> eventsBySends = new TreeMap<>();
        arrived.values().forEach(sends -> eventsBySends.merge(sends, 1, Integer::sum));
        LOG.infof(
                "kill test rounds=%d posted=%d acknowledged=%d arrived=%d eventsBySends=%s",
                ROUNDS, sender.sent().size(), sender.acknowledged().size(), arrived.size(), eventsBySends);
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
