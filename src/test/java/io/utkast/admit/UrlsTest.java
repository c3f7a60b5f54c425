package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.site.PathTemplates;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    private static final Set<String> ALLOWED = Set.of("utm_source", "a");
    private static final PathTemplates TEMPLATES = PathTemplates.of(List.of("/invite/*", "/user/*/orders"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://e.com/x | https://e.com/x",
                "https://e.com | https://e.com",
                "`` | ``",
                "https://e.com/x#secret | https://e.com/x",
                "https://e.com/x?a=1#b?c | https://e.com/x?a=1",
                "https://e.com/x#?a=1 | https://e.com/x",
                "https://e.com/x? | https://e.com/x",
                "https://e.com/x?a | https://e.com/x?a",
                "https://e.com/x?b=2&a=1&email=me&utm_source=s | https://e.com/x?a=1&utm_source=s",
                "https://e.com/x?A=1&a%20=2&%61=3 | https://e.com/x",
                "https://e.com/x?utm%5Fsource=s | https://e.com/x",
                "https://e.com/x?&&a=1&& | https://e.com/x?a=1",
                "https://e.com?a=1&b=2 | https://e.com?a=1",
                "?token=1 | ``",
                "?a=1 | ?a=1",
                "#secret | ``",
                "https://me:pw@e.com/x | https://e.com/x",
                "https://me@e.com | https://e.com",
                "https://a@b@e.com/x | https://e.com/x",
                "https://me:p%40w@e.com:8443/x | https://e.com:8443/x",
                "HTTPS://me:pw@e.com/x | HTTPS://e.com/x",
                "https://e.com/x/me@home | https://e.com/x/me@home",
                "https://e.com\\me@evil.com/x | https://e.com\\*/x",
                "https:\\\\me:pw@e.com/x | https:\\\\e.com/x",
                "https:/me:pw@e.com/x | https:/e.com/x",
                "https:///me:pw@e.com/x | https:///e.com/x",
                "https:me:pw@e.com/x | https:e.com/x",
                "//me:pw@e.com/x | //e.com/x",
                "\\\\me:pw@e.com/x | \\\\e.com/x",
                "ftp://me:pw@e.com/x | ftp://e.com/x",
                "android-app://com.example.app/x | android-app://com.example.app/x",
                "https://[2001:db8::1]:8443/x?b=1 | https://[2001:db8::1]:8443/x",
                "https://me:pw@[::1]/x | https://[::1]/x",
                "https://e.com/invite/abc | https://e.com/invite/*",
                "https://e.com/invite/abc/def?a=1 | https://e.com/invite/*?a=1",
                "https://e.com/invite/ | https://e.com/invite/*",
                "https://e.com/invite | https://e.com/invite",
                "https://e.com/user/42/orders | https://e.com/user/*/orders",
                "https://e.com/user/42/orders/7 | https://e.com/user/42/orders/7",
                "https://e.com/invite/https://f.com/x | https://e.com/invite/*",
                "/invite/https://f.com/x | /invite/*",
                "/invite/abc?b=1 | /invite/*",
                "javascript:alert(1)?b=1 | javascript:alert(1)",
                "mailto:me@e.com | mailto:*",
                "https://e.com/u/ann%40e.com?a=ann@e.com&b=ann@e.com | https://e.com/u/*?a=*",
                "https://e.com/r/3f2a9c0d1e4b5a697887766554433221?a=3f2a9c0d1e4b5a697887766554433221 |"
                        + " https://e.com/r/*?a=3f2a9c0d1e4b5a697887766554433221",
                "https://3f2a9c0d1e4b5a697887766554433221.e.com/x | https://3f2a9c0d1e4b5a697887766554433221.e.com/x"
            })
    void cleans(String url, String clean) {
        assertThat(Urls.clean(url, ALLOWED, TEMPLATES)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.Example.com/x | www.example.com",
                "http://e.com | e.com",
                "https://e.com:8443/x | e.com",
                "https://e.com?a=1 | e.com",
                "https://e.com#x | e.com",
                "https://e.com\\@evil.com | e.com",
                "https://[2001:db8::1]:8443/x | [2001:db8::1]"
            })
    void findsHost(String url, String host) {
        assertThat(Urls.host(url)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "e.com", "/x", "javascript:alert(1)", "https://", "https:///x", "ftp://e.com", "//e.com"})
    void findsNoHost(@Nullable String url) {
        assertThat(Urls.host(url)).isNull();
        assertThat(Urls.host(null)).isNull();
    }
}
