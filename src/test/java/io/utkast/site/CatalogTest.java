package io.utkast.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.SiteKey;
import io.utkast.support.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which site an origin belongs to, where sites share some. */
class CatalogTest {
    private final Catalog catalog = Sites.withShop()
            .set("utkast.sites.shop.origins", "https://shop.example.com,https://*.example.com")
            .add("blog", "blog.example.com", "https://blog.example.com,https://blog.example.org,https://*.example.org")
            .catalog();

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, true",
        "https://any.example.com, true",
        "https://blog.example.org, true",
        "https://any.example.org, true",
        "https://example.org, false",
        "https://shop.example.com:8443, false",
        "null, false"
    })
    void allowsWhatAnySiteAllows(String origin, boolean allowed) {
        assertThat(catalog.allowsOrigin(origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, shop",
        "https://any.example.com, shop",
        "https://blog.example.org, blog",
        "https://any.example.org, blog"
    })
    void findsTheOneSiteOfAnOrigin(String origin, String site) {
        assertThat(catalog.onlySiteOf(origin)).map(Site::key).hasValue(new SiteKey(site));
    }

    @Test
    void findsNoneWhereSeveralOrNoneAllow() {
        assertThat(catalog.onlySiteOf("https://blog.example.com"))
                .as("the shop's wildcard")
                .isEmpty();
        assertThat(catalog.onlySiteOf("https://www.example.net")).isEmpty();
    }
}
