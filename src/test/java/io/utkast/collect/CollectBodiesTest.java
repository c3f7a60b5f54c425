package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.LogLines;
import io.utkast.support.StoredEvents;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a request: their size, their encoding, and characters that do harm further on. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectBodiesTest {
    private static final int LARGEST = 64 * 1024;

    @Test
    void takesBodyOfExactlyTheLimit() {
        assertThat(Door.verdict(Door.send(Door.browser(), padded(LARGEST)))).isEqualTo("1/0 []");
    }

    @RepeatedTest(5)
    void refusesLargerBodyByItsContentLength() {
        Door.problem(Door.send(Door.browser(), padded(LARGEST + 1)), 413, "too-large");
        Door.problem(Door.send(Door.browser(), padded(200_000)), 413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGEST + 1, 200_000})
    void refusesLargerBodyInChunks(int bytes) throws Exception {
        HttpResponse<String> answer = Door.chunked(Door.PATH, padded(bytes).getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"too-large\"");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(Door.ORIGIN);
    }

    @Test
    void refusesEndlessBodyBeforeItEndsAndWithoutWordInTheLog() throws Exception {
        // Not of all io.utkast: a lane may just tell that HubSpot is not there.
        try (LogLines ours = LogLines.of("io.utkast.collect");
                LogLines problems = LogLines.of("io.utkast.problem");
                LogLines quarkus = LogLines.of("io.quarkus")) {
            HttpResponse<String> answer =
                    Door.chunked(Door.PATH, padded(2_000_000).getBytes(UTF_8));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"too-large\"");
            assertThat(ours.lines()).isEmpty();
            assertThat(problems.lines()).isEmpty();
            assertThat(quarkus.lines()).isEmpty();
        }
    }

    @Test
    void takesChunkedBodyWithinTheLimit() throws Exception {
        assertThat(Door.chunked(Door.PATH, padded(LARGEST).getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void takesGzip(String encoding) throws Exception {
        assertThat(Door.verdict(encoded(encoding, gzip(shop(pageView()).encode().getBytes(UTF_8)))))
                .isEqualTo("1/0 []");
    }

    @Test
    void limitHoldsForTheDecodedBody() throws Exception {
        assertThat(Door.verdict(encoded("gzip", gzip(padded(LARGEST).getBytes(UTF_8)))))
                .isEqualTo("1/0 []");
        Door.problem(encoded("gzip", gzip(padded(LARGEST + 1).getBytes(UTF_8))), 413, "too-large");
    }

    @Test
    @Timeout(60)
    void gzipBombIsRefusedWithoutBeingUnpacked() throws Exception {
        byte[] bomb = gzip(new byte[60_000_000]);
        assertThat(bomb).hasSizeLessThan(LARGEST);

        for (int i = 0; i < 100; i++) {
            Door.problem(encoded("gzip", bomb), 413, "too-large");
        }

        // Who unpacks all of it finds that it is broken.
        Arrays.fill(bomb, bomb.length / 2, bomb.length, (byte) 0x55);
        Door.problem(encoded("gzip", bomb), 413, "too-large");
    }

    @Test
    void refusesBrokenGzip() throws Exception {
        byte[] zipped = gzip(shop(pageView()).encode().getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(zipped, zipped.length / 2);
        byte[] wrongSum = zipped.clone();
        wrongSum[zipped.length - 6] ^= 1;

        Door.problem(encoded("gzip", "{\"site\":\"shop\"}".getBytes(UTF_8)), 400, "not-json");
        Door.problem(encoded("gzip", new byte[0]), 400, "not-json");
        Door.problem(encoded("gzip", cut), 400, "not-json");
        Door.problem(encoded("gzip", wrongSum), 400, "not-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "nonsense"})
    void refusesOtherEncodings(String encoding) {
        Response answer = encoded(encoding, shop(pageView()).encode().getBytes(UTF_8));

        Door.problem(answer, 415, "unsupported-media-type");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = shop(pageView().put("title", "@@")).encode().getBytes(UTF_8);
        int at = new String(body, UTF_8).indexOf("@@");
        body[at] = (byte) 0xC3;
        body[at + 1] = (byte) 0x28;

        Door.problem(Door.browser().body(body).post(Door.PATH), 400, "not-json");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b, ab",
        "\\u0000, ''",
        "a\\ud800b, a\uFFFDb",
        "\\udc00\\ud800, \uFFFD\uFFFD",
        "\\ud83d\\ude00, \uD83D\uDE00",
        "\\ud83d\\u0000\\ude00, \uFFFD\uFFFD"
    })
    void storesCleanTexts(String escaped, String clean) throws SQLException {
        String body = shop(pageView().put("title", "@@").put("props", new JsonObject().put("note", "@@")))
                .encode()
                .replace("@@", escaped);

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("1/0 []");

        JsonObject stored = latest();
        assertThat(stored.getString("title")).isEqualTo(clean);
        assertThat(stored.getJsonObject("props").getString("note")).isEqualTo(clean);
    }

    @Test
    void storesCleanTextOfRawHalfSurrogate() throws SQLException {
        byte[] body = shop(pageView().put("title", "@@@")).encode().getBytes(UTF_8);
        int at = new String(body, UTF_8).indexOf("@@@");
        System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, body, at, 3);

        Response answer = Door.browser().body(body).post(Door.PATH);

        // Not UTF-8, strictly: refused as a whole, or taken with the half replaced; never stored as it is.
        assertThat(answer.statusCode()).isIn(202, 400);
        if (answer.statusCode() == 202) {
            assertThat(latest().getString("title")).isEqualTo("\uFFFD");
        }
    }

    @Test
    void storesAddressesWithoutWhatNobodyAllowed() throws SQLException {
        JsonObject view = pageView()
                .put("url", "https://me:secret@www.example.com/invite/abc?utm_source=mail&email=a@b.c#part")
                .put("referrer", "https://mail.example.net/inbox?token=1#x");

        Door.understood(Door.send(shop(view)));

        assertThat(latest().getString("url")).isEqualTo("https://www.example.com/invite/*?utm_source=mail");
        assertThat(latest().getString("referrer")).isEqualTo("https://mail.example.net/inbox");
    }

    private static Response encoded(String encoding, byte[] body) {
        return Door.browser().header("Content-Encoding", encoding).body(body).post(Door.PATH);
    }

    private static JsonObject latest() throws SQLException {
        try (StoredEvents events = new StoredEvents(DoorProfile.outboxFile())) {
            return events.latest();
        }
    }

    /** A good body of so many bytes. */
    private static String padded(int bytes) {
        String body = shop(pageView()).encode();
        return body + " ".repeat(bytes - body.length());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(plain);
        }
        return bytes.toByteArray();
    }
}
