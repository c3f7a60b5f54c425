package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.PageAddresses.PageAddress;
import io.utkast.site.Site;
import io.utkast.support.Sites;
import org.junit.jupiter.api.Test;

class PageAddressesTest {
    private static final Sites CONFIGURED = Sites.withShop()
            .add("forum", "forum.example.org", "https://forum.example.org")
            .set("utkast.sites.forum.path-templates", "/invite/*");

    private static final Site SHOP = CONFIGURED.site("shop");
    private static final Site FORUM = CONFIGURED.site("forum");

    private final PageAddresses addresses = new PageAddresses();

    @Test
    void eachSiteHasItsOwnRulesForTheSameAddress() {
        String url = "https://www.example.com/invite/ann?utm_source=mail&secret=1";

        for (int round = 0; round < 3; round++) {
            PageAddress inShop = addresses.of(url, SHOP);
            PageAddress inForum = addresses.of(url, FORUM);

            assertThat(inShop.clean()).isEqualTo("https://www.example.com/invite/ann?utm_source=mail");
            assertThat(inShop.domain()).isEqualTo("www.example.com");
            assertThat(inForum.clean())
                    .startsWith("https://www.example.com/invite/*")
                    .doesNotContain("secret");
            assertThat(inForum.domain()).isEqualTo("forum.example.org");
        }
    }

    @Test
    void remembersWhatWasCleanedLast() {
        PageAddress first = addresses.of("https://www.example.com/a#top", SHOP);

        assertThat(addresses.of("https://www.example.com/a#top", SHOP)).isSameAs(first);
    }

    /** Many times more addresses than places: each is still cleaned as itself. */
    @Test
    void addressesThatShareAPlaceAreNotMixedUp() {
        for (int round = 0; round < 2; round++) {
            for (int page = 0; page < 20_000; page++) {
                String url = "https://shop" + page + ".example.com/" + page;

                PageAddress cleaned = addresses.of(url + "?page=" + page, SHOP);

                assertThat(cleaned.clean()).isEqualTo(url);
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
