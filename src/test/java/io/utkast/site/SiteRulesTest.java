package io.utkast.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins, path templates and placeholders. */
class SiteRulesTest {
    private final Origins origins = Origins.of(List.of(
            "https://WWW.example.com", "https://*.example.com", "http://localhost:8080", "https://*.a.org:8443"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com",
                "https://a-b.c9.example.com",
                "http://localhost:8080",
                "https://x.a.org:8443"
            })
    void allowsItsOwn(String origin) {
        assertThat(origins.allow(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "https://example.com",
                "https://.example.com",
                "https://a..example.com",
                "https://evilexample.com",
                "https://www.example.com.evil.com",
                "https://evil.com/.example.com",
                "https://evil.com:1.example.com",
                "https://a@b.example.com",
                "https://a_b.example.com",
                "https://www.example.com.",
                "https://www.example.com:8443",
                "http://www.example.com",
                "https://localhost:8080",
                "https://x.a.org",
                "https://*.example.com"
            })
    void refusesAllElse(String origin) {
        assertThat(origins.allow(origin)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/invite/abc, /invite/*",
        "/invite/abc/def, /invite/*",
        "/invite, /invite",
        "/invites/abc, /invites/abc",
        "/u/1/orders, /u/*/orders",
        "/u/1/orders/2, /u/1/orders/2",
        "/, /",
        "'', ''"
    })
    void masksPaths(String path, String masked) {
        PathTemplates templates = PathTemplates.of(List.of("/invite/*", "/u/*/orders"));

        assertThat(templates.mask(path)).isEqualTo(masked);
        assertThat(PathTemplates.of(List.of()).mask(path)).isEqualTo(path);
    }

    @Test
    void knowsPlaceholders() {
        assertThat(Placeholders.unknownIn("{title} {url} {referrer} {type} {id} {at} {domain} {site} {props.a.b-c}"))
                .isEmpty();
        assertThat(Placeholders.unknownIn("no placeholder, {} { title }")).isEmpty();
        assertThat(Placeholders.unknownIn("{title} {Title}")).contains("Title");
        assertThat(Placeholders.unknownIn("{props.}")).contains("props.");
        assertThat(Placeholders.unknownIn("{props}")).contains("props");
    }
}
