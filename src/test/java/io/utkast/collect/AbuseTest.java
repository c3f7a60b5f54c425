package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.support.AbusedDoorProfile;
import io.utkast.support.Door;
import io.utkast.support.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser never does. After each attack, and during those that last, a good request is answered in time. */
@QuarkusTest
@TestProfile(AbusedDoorProfile.class)
@Timeout(60)
class AbuseTest {
    private static final String HEAD = "POST " + Door.PATH + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + Door.ORIGIN
            + "\r\nUser-Agent: " + Door.USER_AGENT + "\r\nContent-Type: text/plain\r\n";

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void goodRequestStillWorks() throws IOException {
        assertGoodRequestIsTaken();
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void thousandIdleConnectionsHinderNobodyAndAreClosed() throws IOException {
        for (int i = 0; i < 1000; i++) {
            connect();
        }

        assertGoodRequestIsTaken();
        await().atMost(Duration.ofSeconds(20)).until(() -> wires.stream().allMatch(Wire::isClosedByPeer));
    }

    @Test
    void slowHeadersHinderNobody() throws IOException {
        for (int i = 0; i < 200; i++) {
            connect().send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        }

        for (int round = 0; round < 10; round++) {
            for (Wire wire : wires) {
                // On a slow machine the server may have closed it as idle.
                wire.trySend("x");
            }
            assertGoodRequestIsTaken();
        }
    }

    @Test
    void slowBodyIsCutOffThoughItNeverPauses() throws IOException {
        Wire wire = connect();
        wire.send(HEAD + "Content-Length: 60000\r\n\r\n{");

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !wire.trySend(" ") || wire.isClosedByPeer());
    }

    @Test
    void refusesHugeHeaders() throws IOException {
        Wire wire = connect();
        wire.trySend(HEAD + "X-Huge: " + "x".repeat(200_000) + "\r\n\r\n");

        assertThat(wire.statusLine()).contains(" 431 ");
    }

    @Test
    void refusesManyHeaders() throws IOException {
        Wire wire = connect();
        StringBuilder head = new StringBuilder(HEAD);
        for (int i = 0; i < 5000; i++) {
            head.append("X-").append(i).append(": 1\r\n");
        }
        wire.trySend(head + "\r\n");

        assertThat(wire.statusLine()).contains(" 431 ");
    }

    @Test
    void refusesLongFirstLine() throws IOException {
        Wire wire = connect();
        wire.trySend("POST /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n");

        assertThat(wire.statusLine()).contains(" 414 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://www.example.com\rX-Evil: 1",
                "Origin: https://www.example.com\nX-Evil: 1",
                "Origin: https://www.example.com\r\n X-Evil: 1",
                "Origin: https://www.example.com\u0000",
                "X-Evil : 1",
                "X-Evil\u0000: 1"
            })
    void headerInjectionPutsNothingIntoTheAnswer(String header) throws IOException {
        Wire wire = connect();
        String body = shop(pageView()).encode();
        wire.send("POST " + Door.PATH + " HTTP/1.1\r\nHost: localhost\r\n" + header
                + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(wire.rest()).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("x-evil");
    }

    /** Without that word some senders wait for ever. */
    @Test
    void whoAsksFirstIsToldToSendItsChunks() throws IOException {
        String body = shop(pageView()).encode();
        Wire wire = connect();
        wire.send(HEAD + "Expect: 100-continue\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");

        assertThat(wire.statusLine()).startsWith("HTTP/1.1 100 ");
        wire.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(wire.rest()).contains("HTTP/1.1 202");
    }

    @Test
    void chunksGoBeforeLengthSoThatNobodyReadsOneRequestAsTwo() throws IOException {
        String hidden = shop(pageView()).encode();
        Wire wire = connect();
        // RFC 9112, 6.3: where both stand, the length is void. What follows the last chunk is a request of its own.
        wire.send(HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HEAD
                + "Connection: close\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden);

        assertThat(STATUS.matcher(wire.rest()).results().map(status -> status.group(1)))
                .containsExactly("400", "202");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            JsonObject body = shop(pageView())
                    .put("events", new JsonArray().add(pageView()).add(pageView()));
            // Every second one is refused at once, while the one before it waits for the disk.
            String text = i % 2 == 0 ? "{" : body.encode();
            requests.append(HEAD).append("Content-Length: ").append(text.length());
            requests.append(i == 20 ? "\r\nConnection: close" : "")
                    .append("\r\n\r\n")
                    .append(text);
        }
        Wire wire = connect();
        wire.send(requests.toString());

        List<String> statuses = STATUS.matcher(wire.rest())
                .results()
                .map(status -> status.group(1))
                .toList();
        assertThat(statuses).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(statuses.get(i)).as("answer %d", i).isEqualTo(i % 2 == 0 ? "202" : "400");
        }
    }

    @Test
    void staysWithHttp1WhereAnUpgradeIsAskedFor() throws IOException {
        String text = shop(pageView()).encode();
        Wire wire = connect();
        wire.send(HEAD
                + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
                + "Content-Length: " + text.length() + "\r\n\r\n" + text);

        assertThat(STATUS.matcher(wire.rest()).results().map(status -> status.group(1)))
                .containsExactly("202");
    }

    @Test
    void speaksNoHttp2ThatNobodyAskedFor() throws IOException {
        Wire wire = connect();
        wire.trySend("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
        wire.endSending();

        assertThat(wire.rest()).as("no frame").startsWith("HTTP/2.0 400 ");
    }

    @Test
    void randomBytesAreNoRequest() throws IOException {
        Random random = new Random(20261125);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(2000)];
            random.nextBytes(noise);
            Wire wire = connect();
            wire.trySend(new String(noise, ISO_8859_1));
            wire.trySend("\r\n\r\n\r\n");
            wire.endSending();
            assertThat(wire.rest()).doesNotContain("HTTP/1.1 2").doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void bodiesOfRandomBytesAreNoJson() {
        Random random = new Random(20261125);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            assertThat(Door.browser().body(noise).post(Door.PATH).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void manyKeysAreTheFaultOfTheirEvent() {
        JsonObject props = new JsonObject();
        for (int i = 0; i < 4000; i++) {
            props.put("k" + i, i);
        }

        assertThat(Door.verdict(Door.send(shop(pageView().put("props", props), pageView()))))
                .isEqualTo("1/0 [0 bad-event]");
    }

    @Test
    void keysThatNobodyKnowsAreReadOver() {
        for (int round = 0; round < 20; round++) {
            JsonObject body = shop(pageView());
            for (int i = 0; i < 3000; i++) {
                body.put("k" + round + "-" + i, i);
            }
            assertThat(Door.verdict(Door.send(body))).isEqualTo("1/0 []");
        }
    }

    @Test
    void hugeNumbersAreTheFaultOfTheirEvent() {
        String digits = "9".repeat(50_000);
        String body = shop(pageView().put("at", "@@")).encode().replace("\"@@\"", digits);

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("0/0 [0 bad-event]");
    }

    @Test
    void ofKeyThatStandsTwiceTheLastCounts() {
        String body = shop(pageView()).encode();
        String twice = body.replaceFirst("\\{", "{\"site\":\"nobody\",\"events\":[{},{},{}],");

        assertThat(Door.verdict(Door.send(Door.browser(), twice))).isEqualTo("1/0 []");
    }

    private static void assertGoodRequestIsTaken() {
        long start = System.nanoTime();
        assertThat(Door.verdict(Door.send(shop(pageView())))).isEqualTo("1/0 []");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private Wire connect() throws IOException {
        Wire wire = Wire.to(RestAssured.port);
        wires.add(wire);
        return wire;
    }
}
