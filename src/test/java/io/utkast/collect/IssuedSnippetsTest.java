package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.site.Catalog;
import io.utkast.support.MutableClock;
import io.utkast.support.Sites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snippets that pages pin stay where they are. */
class IssuedSnippetsTest {
    private static final String SITE = "shop";

    @TempDir
    Path data;

    private final MutableClock clock = new MutableClock();
    private final PageTokens tokens = new PageTokens(new byte[16], clock);
    private IssuedSnippets issued;

    @BeforeEach
    void open() throws IOException {
        issued = IssuedSnippets.in(data.resolve("snippets"), clock);
    }

    @Test
    void oneOfAnEarlierStartIsStillThere() throws IOException {
        Snippet old = snippets("/old").of(SITE).orElseThrow();

        Snippets now = snippets("/new");

        assertThat(now.of(SITE).orElseThrow().hash()).isNotEqualTo(old.hash());
        assertThat(now.of(SITE, old.hash()).orElseThrow().plain()).isEqualTo(old.plain());
    }

    @Test
    void oneThatWasNeverIssuedIsNotThere() throws IOException {
        assertThat(snippets("/now").of(SITE, "0".repeat(24))).isEmpty();
        assertThat(snippets("/now").of("other", "0".repeat(24))).isEmpty();
    }

    @Test
    void oneThatWasChangedOnDiskIsNotHandedOut() throws IOException {
        Snippet old = snippets("/old").of(SITE).orElseThrow();
        Files.writeString(data.resolve("snippets/shop." + old.hash() + ".js"), "alert(1)");

        assertThat(snippets("/new").of(SITE, old.hash())).isEmpty();
    }

    @Test
    void ofEachSiteTheLatestAreKept() throws IOException {
        Snippet first = snippet("first");
        Snippet second = snippet("second");
        issue(SITE, first);
        issue(SITE, second);
        issue("shop-two", second);
        for (int i = 0; i < IssuedSnippets.KEPT - 2; i++) {
            issue(SITE, snippet("text " + i));
        }
        // In use again, so no longer the oldest.
        issue(SITE, first);
        issue(SITE, snippet("one more"));

        assertThat(issued.read(SITE, first.hash())).isPresent();
        assertThat(issued.read(SITE, second.hash())).isEmpty();
        assertThat(issued.read("shop-two", second.hash())).isPresent();
    }

    @Test
    void leavesNoDraftBehind() throws IOException {
        snippets("/now");

        assertThat(Arrays.asList(data.resolve("snippets").toFile().list()))
                .singleElement()
                .asString()
                .matches("shop\\.[0-9a-f]{24}\\.js");
    }

    @Test
    void pageTokenStandsInTheOneWithoutAHashAndIsMadeAnewEachHour() throws IOException {
        Catalog catalog =
                Sites.withShop().set("utkast.sites.shop.page-token", "true").catalog();
        Snippets snippets = new Snippets(catalog, "/v1/events", "", issued, tokens);
        Snippet first = snippets.of(SITE).orElseThrow();

        assertThat(text(first))
                .contains("\"/v1/events?" + tokens.current(Sites.shop().key()) + '"');
        assertThat(snippets.of(SITE).orElseThrow()).isSameAs(first);
        clock.advance(Duration.ofHours(1));
        assertThat(text(snippets.of(SITE).orElseThrow())).isNotEqualTo(text(first));
        String pinned = Snippet.of(Snippet.template(Sites.shop().snippet()), Sites.shop(), "/v1/events")
                .hash();
        assertThat(text(snippets.of(SITE, pinned).orElseThrow())).contains("\"/v1/events\"");
    }

    private static String text(Snippet snippet) {
        return new String(snippet.plain(), StandardCharsets.UTF_8);
    }

    @Test
    void oneThatCannotBeKeptIsNotHandedOut() throws IOException {
        Files.delete(data.resolve("snippets"));

        assertThatThrownBy(() -> snippets("/now")).isInstanceOf(IOException.class);
    }

    @Test
    void tagsNameTheGatewayAndTheContent() throws IOException {
        Catalog catalog = Sites.withShop().catalog();
        Snippets snippets = new Snippets(catalog, "/v1/events", "https://events.example.com", issued, tokens);
        Snippet snippet = snippets.of(SITE).orElseThrow();

        SnippetTag tag = snippets.tag(Sites.shop().key()).orElseThrow();

        assertThat(tag.current()).isEqualTo("<script async src=\"https://events.example.com/u/shop.js\"></script>");
        assertThat(tag.pinned())
                .isEqualTo(
                        "<script async src=\"https://events.example.com/u/shop.%s.js\" integrity=\"%s\""
                                + " crossorigin=\"anonymous\"></script>",
                        snippet.hash(), snippet.integrity());
        assertThat(new String(snippet.plain(), StandardCharsets.UTF_8))
                .contains("\"https://events.example.com/v1/events\"");
    }

    private Snippets snippets(String path) throws IOException {
        clock.advance(Duration.ofDays(1));
        return new Snippets(Sites.withShop().catalog(), path, "", issued, tokens);
    }

    private void issue(String site, Snippet snippet) throws IOException {
        clock.advance(Duration.ofSeconds(1));
        issued.issue(site, snippet);
    }

    private static Snippet snippet(String text) {
        return Snippet.of(text, Sites.shop(), "/v1/events");
    }
}
