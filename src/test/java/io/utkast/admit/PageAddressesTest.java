package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.PageAddresses.PageAddress;
import io.utkast.site.Site;
import io.utkast.support.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressesTest {
    private static final Sites CONFIGURED = Sites.withShop()
            .add("forum", "forum.example.org", "https://forum.example.org")
            .set("utkast.sites.forum.path-templates", "/invite/*");

    private static final Site SHOP = CONFIGURED.site("shop");
    private static final Site FORUM = CONFIGURED.site("forum");

    private final PageAddresses addresses = new PageAddresses();

    @Test
    void eachSiteHasItsOwnRulesForTheSameAddress() {
        String url = "https://www.example.com/invite/ann?utm_source=mail";

        for (int round = 0; round < 3; round++) {
            PageAddress inShop = addresses.of(url, SHOP);
            PageAddress inForum = addresses.of(url, FORUM);

            assertThat(inShop.url()).isEqualTo(url);
            assertThat(inShop.domain()).isEqualTo("www.example.com");
            assertThat(inForum.url()).startsWith("https://www.example.com/invite/*");
            assertThat(inForum.domain()).isEqualTo("forum.example.org");
        }
    }

    @Test
    void remembersWhatWasClean() {
        String url = "https://www.example.com/a?utm_source=mail";

        PageAddress first = addresses.of(url, SHOP);

        assertThat(addresses.of(url, SHOP)).isSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com/a#token=secret",
                "https://www.example.com/a?reset=secret",
                "https://ann:secret@www.example.com/a",
                "https://www.example.com/ann@example.com"
            })
    void cleansEachTimeWhatHadToBeCleaned(String url) {
        PageAddress first = addresses.of(url, SHOP);

        assertThat(first.url()).isNotEqualTo(url);
        assertThat(addresses.of(url, SHOP)).isNotSameAs(first).isEqualTo(first);
    }

    /** Most of them are seen once, such as those with a click's id. */
    @Test
    void whatHadToBeCleanedTakesNoPlace() {
        String url = "https://www.example.com/a";
        PageAddress first = addresses.of(url, SHOP);

        for (int click = 0; click < 20_000; click++) {
            addresses.of(url + "?click=" + click, SHOP);
        }

        assertThat(addresses.of(url, SHOP)).isSameAs(first);
    }

    /** Many times more addresses than places: each is still cleaned as itself. */
    @Test
    void addressesThatShareAPlaceAreNotMixedUp() {
        for (int round = 0; round < 2; round++) {
            for (int page = 0; page < 20_000; page++) {
                String url = "https://shop" + page + ".example.com/" + page;

                PageAddress cleaned = addresses.of(url, SHOP);

                assertThat(cleaned.url()).isEqualTo(url);
                assertThat(cleaned.domain()).isEqualTo("shop%s.example.com", page);
            }
        }
    }

    @Test
    void doesNotKeepLongAddresses() {
        String url = "https://www.example.com/" + "long/".repeat(100);

        PageAddress first = addresses.of(url, SHOP);

        assertThat(addresses.of(url, SHOP)).isNotSameAs(first).isEqualTo(first);
    }
}
