package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.SiteKey;
import io.utkast.support.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {
    private static final SiteKey SHOP = new SiteKey("shop");
    private static final SiteKey BLOG = new SiteKey("blog");

    private final TestClock clock = new TestClock();
    private final PageTokens tokens = tokens("a key of this gateway");

    @Test
    void tokenServesItsSiteForDay() {
        String token = tokens.current(SHOP);
        assertThat(token).matches("[a-z]{10}");

        assertThat(tokens.accepts(SHOP, token)).isTrue();
        assertThat(tokens.accepts(BLOG, token)).isFalse();

        clock.pass(Duration.ofHours(23));
        assertThat(tokens.accepts(SHOP, token)).isTrue();
        clock.pass(Duration.ofHours(1));
        assertThat(tokens.accepts(SHOP, token)).isFalse();
    }

    /** The build measures the snippet with tokens of its own making. */
    @Test
    void theSnippetsBudgetIsMeasuredWithTheSameLetters() throws IOException {
        Set<String> letters = new TreeSet<>();
        for (int hour = 0; hour < 200; hour++) {
            letters.addAll(List.of(tokens.current(SHOP).split("")));
            clock.pass(Duration.ofHours(1));
        }

        Matcher inBuild = Pattern.compile("'([a-z]{16})'\\[byte & 15]")
                .matcher(Files.readString(Path.of("web-snippet/scripts/bundle.mjs")));

        assertThat(inBuild.find()).isTrue();
        assertThat(letters).containsExactlyInAnyOrder(inBuild.group(1).split(""));
    }

    @Test
    void tokenOfLaterHourIsRefused() {
        clock.pass(Duration.ofHours(1));
        String later = tokens.current(SHOP);
        PageTokens earlier =
                new PageTokens("a key of this gateway".getBytes(StandardCharsets.US_ASCII), new TestClock());

        assertThat(earlier.accepts(SHOP, later)).isFalse();
    }

    @Test
    void sameKeyMakesTheSameTokensAfterRestart() {
        assertThat(tokens("a key of this gateway").accepts(SHOP, tokens.current(SHOP)))
                .isTrue();
        assertThat(tokens("another key").accepts(SHOP, tokens.current(SHOP))).isFalse();
    }

    @Test
    void changedTokenIsRefused() {
        String token = tokens.current(SHOP);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'e' ? 't' : 'e';
            assertThat(tokens.accepts(SHOP, token.substring(0, i) + other + token.substring(i + 1)))
                    .as("changed at %d", i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "eeeeeeeeee", "t=eeeeeeeee", "ETAONISRLC", "éééééééééé", "eeeeeeeeeeeeeeeeeeeeee"})
    void whatIsNoTokenIsRefused(@Nullable String text) {
        assertThat(tokens.accepts(SHOP, text)).isFalse();
    }

    private PageTokens tokens(String key) {
        return new PageTokens(key.getBytes(StandardCharsets.US_ASCII), clock);
    }
}
