package io.utkast.collect;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.DecoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.utkast.event.SiteKey;
import io.utkast.support.DoorProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snippet over HTTP: under its short name, and under its hash. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class SnippetServingTest {
    private static final String SHORT = "/u/shop.js";
    private static final Pattern PINNED = Pattern.compile("src=\"(/u/shop\\.[0-9a-f]{24}\\.js)\"");

    @Inject
    Snippets snippets;

    @Test
    void shortNameIsCachedForMinutes() {
        Response answer = get(SHORT, "identity");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.header("Content-Encoding")).isNull();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.asString()).contains("\"site\":\"shop\"", "\"path\":\"/v1/events\"");
    }

    @Test
    void hashedNameHasTheSameContentForGood() {
        Response answer = get(pinned(), "identity");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(answer.asByteArray()).isEqualTo(get(SHORT, "identity").asByteArray());
    }

    @Test
    void integrityNeedsAnAnswerThatAnyPageMayRead() {
        assertThat(get(pinned(), "gzip").header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(get(SHORT, "gzip").header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/u/nowhere.js",
                "/u/shop.000000000000000000000000.js",
                "/u/nowhere.000000000000000000000000.js",
                "/u/shop.0.js"
            })
    void whatIsNotThereIs404(String path) {
        assertThat(get(path, "gzip").statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() {
        for (String path : new String[] {SHORT, pinned()}) {
            String etag = get(path, "gzip").header("ETag");

            Response answer = sender("gzip").header("If-None-Match", etag).get(path);

            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.header("ETag")).isEqualTo(etag);
            assertThat(answer.asByteArray()).isEmpty();
            assertThat(sender("gzip")
                            .header("If-None-Match", "W/\"x\"")
                            .get(path)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,gzip",
        "'gzip, deflate',gzip",
        "'br;q=0, gzip',gzip",
        "'gzip;q=0.5',gzip",
        "'gzip;q=0',",
        "deflate,",
        "brx,",
        "'gzip, deflate, br, zstd',br",
        "br,br",
        "'br;q=1.0, gzip;q=0.8',br"
    })
    void sendsTheBestThatTheBrowserTakes(String accepted, String encoding) {
        String expected = "br".equals(encoding) && !Brotli4jLoader.isAvailable() ? null : encoding;

        assertThat(get(SHORT, accepted).header("Content-Encoding"))
                .isIn(expected, accepted.contains("gzip") ? "gzip" : null);
        if (Brotli4jLoader.isAvailable()) {
            assertThat(get(SHORT, accepted).header("Content-Encoding")).isEqualTo(encoding);
        }
    }

    @Test
    void compressedIsTheSame() throws IOException {
        byte[] zipped = get(SHORT, "gzip").asByteArray();

        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes())
                .isEqualTo(get(SHORT, "identity").asByteArray());
    }

    private String pinned() {
        Matcher matcher =
                PINNED.matcher(snippets.tag(new SiteKey("shop")).orElseThrow().pinned());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Response get(String path, String encodings) {
        return sender(encodings).get(path);
    }

    /** A browser that shows what really came. */
    private static RequestSpecification sender(String encodings) {
        return given().config(
                        config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("User-Agent", "Mozilla/5.0")
                .header("Accept-Encoding", encodings);
    }
}
