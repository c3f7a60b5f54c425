package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import io.utkast.event.AutomaticEvents;
import io.utkast.site.Site;
import io.utkast.support.Sites;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is baked into a site's snippet. */
class SnippetTest {
    private static final String TEMPLATE = "s={...\"%UTKAST_SETTINGS%\"}";

    @Test
    void bakesWhatTheFullBuildReads() {
        Site site = Sites.withShop()
                .set("utkast.sites.shop.events.outbound_link.template", "1004")
                .set("utkast.sites.shop.events.download.template", "1005")
                .site("shop");

        assertThat(text(Snippet.of(TEMPLATE, site, "/v1/events")))
                .isEqualTo("s={...{\"site\":\"shop\",\"path\":\"/v1/events\",\"query\":\"utm_medium utm_source\","
                        + "\"events\":\"download outbound_link\"}}");
    }

    @Test
    void bakesNoTypeThatTheSiteDoesNotMapOrThatIsNotAutomatic() {
        Site site = Sites.withShop()
                .set("utkast.sites.shop.events.signup_started.template", "1003")
                .site("shop");

        assertThat(text(Snippet.of(TEMPLATE, site, "/v1/events"))).doesNotContain("events\":", "signup", "page_view");
    }

    @Test
    void bakesOnlySiteAndPathIntoTheCoreBuild() {
        Site site = Sites.withShop()
                .set("utkast.sites.shop.snippet", "core")
                .set("utkast.sites.shop.events.outbound_link.template", "1004")
                .site("shop");

        assertThat(text(Snippet.of(TEMPLATE, site, "https://events.example.com/v1/events")))
                .isEqualTo("s={...{\"site\":\"shop\",\"path\":\"https://events.example.com/v1/events\"}}");
    }

    @ParameterizedTest
    @EnumSource(Site.SnippetBuild.class)
    void theBuiltFileHasAPlaceForTheSettings(Site.SnippetBuild build) {
        Snippet snippet = Snippet.of(Snippet.template(build), Sites.shop(), "/v1/events");

        assertThat(text(snippet)).contains("{\"site\":\"shop\"").doesNotContain("UTKAST_SETTINGS");
    }

    @Test
    void theFullBuildKnowsEachAutomaticType() {
        assertThat(Snippet.template(Site.SnippetBuild.FULL)).contains(AutomaticEvents.ALL);
    }

    @Test
    void compressesWithoutLoss() throws IOException {
        Snippet snippet = Snippet.of(Snippet.template(Site.SnippetBuild.FULL), Sites.shop(), "/v1/events");

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(snippet.gzip()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(snippet.plain());
        }
        if (Brotli4jLoader.isAvailable()) {
            byte[] brotli = Objects.requireNonNull(snippet.brotli());
            assertThat(Decoder.decompress(brotli).getDecompressedData()).isEqualTo(snippet.plain());
            assertThat(brotli.length).isLessThan(snippet.gzip().length);
        } else {
            assertThat(snippet.brotli()).isNull();
        }
    }

    /** What a browser gets from this gateway's own encoder, not only what the build of the snippet measures. */
    @ParameterizedTest
    @CsvSource({"core, 850", "full, 1900"})
    void servedFileIsWithinItsBudget(String build, int budget) {
        assumeTrue(Brotli4jLoader.isAvailable());
        Sites sites = Sites.withShop()
                .set("utkast.sites.shop.snippet", build)
                .set("utkast.sites.shop.query-params", "utm_source,utm_medium,utm_campaign");
        AutomaticEvents.ALL.forEach(type -> sites.set("utkast.sites.shop.events." + type + ".template", "1004"));
        Site site = sites.site("shop");

        Snippet snippet = Snippet.of(Snippet.template(site.snippet()), site, "https://events.example.com/v1/events");

        assertThat(Objects.requireNonNull(snippet.brotli())).hasSizeLessThanOrEqualTo(budget);
    }

    @Test
    void otherSettingsMakeAnotherHash() {
        Snippet one = Snippet.of(TEMPLATE, Sites.shop(), "/v1/events");
        Snippet other = Snippet.of(TEMPLATE, Sites.shop(), "/other");

        assertThat(one.hash()).matches("[0-9a-f]{24}").isNotEqualTo(other.hash());
        assertThat(Snippet.of(TEMPLATE, Sites.shop(), "/v1/events").hash()).isEqualTo(one.hash());
    }

    @Test
    void integrityIsThatOfTheContent() throws GeneralSecurityException {
        Snippet snippet = Snippet.of(TEMPLATE, Sites.shop(), "/v1/events");

        byte[] digest = MessageDigest.getInstance("SHA-384").digest(snippet.plain());
        String expected = "sha384-" + Base64.getEncoder().encodeToString(digest);
        assertThat(snippet.integrity()).isEqualTo(expected);
    }

    private static String text(Snippet snippet) {
        return new String(snippet.plain(), StandardCharsets.UTF_8);
    }
}
