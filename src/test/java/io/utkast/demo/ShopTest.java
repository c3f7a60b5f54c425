package io.utkast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    ShopTest() {
        Router router = Router.router(vertx);
        new Shop("halvark").mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @AfterEach
    void close() {
        // Its close() would wait for requests that nobody will answer.
        client.shutdownNow();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @ParameterizedTest
    @CsvSource({"/demo/, Home –", "/demo/pricing.html, Pricing –", "/demo/thanks.html, Thank you –"})
    void servesPagesWithTheSitesTagAndNothingInline(String path, String title) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<title>" + title, "<script async src=\"/u/halvark.js\"></script>", "href=\"/sandbox\"")
                .doesNotContain("{{", "<script>", "style=", "onclick", "http://", "https://");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "connect-src 'self'");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop.css", "shop.js", "utkast-queue.js", "hs-stand-in.js", "icon.svg", "hero.svg", "poster.svg"
            })
    void servesWhatThePagesLoad(String file) throws Exception {
        assertThat(get("/demo/" + file).statusCode()).isEqualTo(200);
    }

    @Test
    void leadsToItsHomePageAndKnowsNoOther() throws Exception {
        HttpResponse<String> bare = get("/demo");

        assertThat(bare.statusCode()).isEqualTo(308);
        assertThat(bare.headers().firstValue("location")).hasValue("/demo/");
        assertThat(get("/demo/secret.html").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesASiteKeyThatCannotBeOne() {
        assertThatThrownBy(() -> new Shop("\"><script>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("utkast.demo.site");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
