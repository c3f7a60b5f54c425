package io.utkast.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFaultsTest {
    private static final String PAGE_VIEW = "utkast.sites.shop.events.page_view";

    private final Sites sites = Sites.withShop().set(PAGE_VIEW + ".tokens.plan", "{props.plan}");

    @ParameterizedTest
    @CsvSource({
        "token-types.plam, number, there is no such token",
        "token-labels.plam, Plan, there is no such token",
        "token-options.plan, free, only an enumeration has options",
        "token-types.plan, enumeration, an enumeration needs token-options.plan"
    })
    void refusesWishesThatCannotBe(String key, String value, String message) {
        sites.set(PAGE_VIEW + "." + key, value);

        assertThat(sites.read().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("%s.%s", PAGE_VIEW, key);
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void takesAnEnumerationWithItsOptions() {
        sites.set(PAGE_VIEW + ".token-types.plan", "enumeration").set(PAGE_VIEW + ".token-options.plan", "free,pro");

        assertThat(sites.read().faults()).isEmpty();
    }
}
