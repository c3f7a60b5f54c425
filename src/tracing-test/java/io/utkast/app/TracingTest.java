package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.JarProcess;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace from a back end's request to the HubSpot call, over real HTTP on all sides. Runs in builds with {@code -Ptracing}. */
@QuarkusTest
@TestProfile(TracingTest.Traced.class)
class TracingTest {
    private static final String HUBSPOT_PORT = "test.hubspot.port";
    private static final String COLLECTOR_PORT = "test.collector.port";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SINGLE = "/integrators/timeline/v3/events";
    private static final String SPANS = "/v1/traces";
    private static final Duration SOON = Duration.ofSeconds(20);

    private ScriptedServer hubspot;
    private ScriptedServer collector;

    /** The shop of {@link DoorProfile}, with a HubSpot and a collector of traces that a test listens for. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new TreeMap<>(new DoorProfile().getConfigOverrides());
            try {
                int[] ports = JarProcess.freePorts(2);
                config.put(HUBSPOT_PORT, String.valueOf(ports[0]));
                config.put(COLLECTOR_PORT, String.valueOf(ports[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            config.put("utkast.portals.acme.api-url", "http://127.0.0.1:${test.hubspot.port}");
            config.put("utkast.portals.acme.token-url", "http://127.0.0.1:${test.hubspot.port}");
            config.put("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:${test.collector.port}");
            config.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
            config.put("quarkus.otel.bsp.schedule.delay", "100ms");
            return config;
        }
    }

    // Not a field's initial value: Quarkus makes each test twice.
    @BeforeEach
    void listen() {
        hubspot = new ScriptedServer(port(HUBSPOT_PORT));
        hubspot.on("/oauth/v3/token", Reply.json(200, """
                {"access_token": "access", "refresh_token": "refresh", "expires_in": 1800}"""));
        hubspot.on(SINGLE, Reply.json(201, "{}"));
        collector = new ScriptedServer(port(COLLECTOR_PORT));
        collector.on(SPANS, Reply.json(200, "{}"));
    }

    @AfterEach
    void stop() {
        hubspot.close();
        collector.close();
    }

    @Test
    void followsABackEndsTraceToHubSpot() {
        Response answer = Door.send(
                Door.sender()
                        .header("Authorization", "Bearer " + DoorProfile.SERVER_KEY)
                        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .contentType("application/json"),
                Bodies.shop(Bodies.pageView()));

        String receipt = Door.understood(answer).getString("receipt");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hubspot.requests(SINGLE))
                        .singleElement()
                        .satisfies(
                                call -> assertThat(call.header("Traceparent")).startsWith("00-" + TRACE + "-")));
        // The spans come as protobuf, whose texts are plain.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(spans())
                        .anyMatch(text -> text.contains("POST /v1/events") && text.contains(receipt))
                        .anyMatch(text -> text.contains("deliver") && text.contains("acme") && text.contains(receipt)));
    }

    private List<String> spans() {
        return collector.requests(SPANS).stream()
                .map(ScriptedServer.Request::body)
                .toList();
    }

    private static int port(String name) {
        return ConfigProvider.getConfig().getValue(name, Integer.class);
    }
}
