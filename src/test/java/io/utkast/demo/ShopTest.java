package io.utkast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.support.LocalServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private final LocalServer server = new LocalServer(router -> new Shop("halvark").mount(router));

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"/demo/, Home –", "/demo/pricing.html, Pricing –", "/demo/thanks.html, Thank you –"})
    void servesPagesWithTheSitesTagAndNothingInline(String path, String title) {
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
    void servesWhatThePagesLoad(String file) {
        assertThat(get("/demo/" + file).statusCode()).isEqualTo(200);
    }

    @Test
    void leadsToItsHomePageAndKnowsNoOther() {
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

    private HttpResponse<String> get(String path) {
        return server.send(server.request(path));
    }
}
