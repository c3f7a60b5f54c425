package io.utkast.durability;

import io.utkast.support.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A sandbox in a process of its own, which sees what arrives, and gateways that deliver to it, one after the other. */
final class Rig implements AutoCloseable {
    private static final String TOKEN = "the-operators-own-token";

    private static final String CONFIG = """
            utkast:
              admin: {token: %2$s}
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

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final Path config;
    private final URI sandboxUrl;
    private final int gatewayPort;
    private final int managementPort;
    private final JarProcess sandbox;

    private Rig(Path directory) throws IOException {
        this.directory = directory;
        int[] ports = JarProcess.freePorts(4);
        int sandboxPort = ports[0];
        gatewayPort = ports[1];
        managementPort = ports[2];
        sandboxUrl = URI.create("http://127.0.0.1:" + sandboxPort);
        config = Files.writeString(directory.resolve("gateway.yaml"), CONFIG.formatted(sandboxUrl, TOKEN));
        sandbox = JarProcess.start(
                "sandbox",
                directory,
                Map.of(
                        "quarkus.http.port", "" + sandboxPort,
                        "quarkus.management.port", "" + ports[3],
                        "utkast.sandbox.requests", "2000"),
                "sandbox");
    }

    /** Starts the sandbox; logs, configuration and data go into the directory. */
    static Rig in(Path directory) throws IOException {
        Rig rig = new Rig(directory);
        rig.sandbox.awaitAnswer(rig.sandboxUrl.resolve("/sandbox"));
        return rig;
    }

    /** A gateway on the rig's data, ready to take events. */
    JarProcess startGateway() throws IOException {
        return startGateway(Map.of());
    }

    /** The same, with these properties besides. */
    JarProcess startGateway(Map<String, String> more) throws IOException {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("quarkus.config.locations", config.toString());
        properties.put("quarkus.http.port", "" + gatewayPort);
        properties.put("quarkus.management.port", "" + managementPort);
        properties.put("utkast.data-dir", data().toString());
        JarProcess gateway = JarProcess.start("gateway", directory, properties);
        return gateway.awaitAnswer(gatewayUrl().resolve("/robots.txt"));
    }

    URI gatewayUrl() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    Path data() {
        return directory.resolve("data");
    }

    /** What {@code /q/health/ready} answers; fails while nobody listens. */
    int readiness() throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                .statusCode();
    }

    void awaitEmptyOutbox() {
        HttpRequest stats = request(gatewayUrl().resolve("/admin/stats"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        Awaitility.await("an empty outbox")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> client.send(stats, BodyHandlers.ofString())
                        .body()
                        .contains("\"outbox\":{\"kind\":\"sqlite\",\"queued\":0,"));
    }

    /** Each event id that the sandbox was sent, and how often. */
    Map<String, Integer> sends() throws IOException, InterruptedException {
        Map<String, Integer> sends = new HashMap<>();
        get(sandboxUrl.resolve("/sandbox/control/events"))
                .body()
                .lines()
                .map(line -> line.split("\t", -1))
                .forEach(columns -> sends.put(columns[0], Integer.parseInt(columns[1])));
        return sends;
    }

    /** From now on the sandbox answers so much later. */
    void slowDown(Duration by) throws IOException, InterruptedException {
        HttpRequest fault = request(sandboxUrl.resolve("/sandbox/control/faults"))
                .POST(BodyPublishers.ofString("{\"delayMs\":" + by.toMillis() + ",\"times\":0}"))
                .build();
        HttpResponse<String> answer = client.send(fault, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.body());
        }
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(request(address).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        sandbox.close();
        client.close();
    }
}
