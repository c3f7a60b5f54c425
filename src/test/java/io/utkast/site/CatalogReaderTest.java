package io.utkast.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.EventType;
import io.utkast.support.Sites;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake stops the start, is named by its full key, and is told what would be right. */
class CatalogReaderTest {

    @Test
    void goodConfigurationHasNoFaultAndNoWarning() {
        CatalogReader reader = Sites.withShop().read();

        assertThat(reader.faults()).isEmpty();
        assertThat(reader.warnings()).isEmpty();
        assertThat(reader.catalog().sites()).hasSize(1);
        assertThat(reader.catalog().portals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sites.shop.portal | nobody | utkast.portals; known: [acme]",
                "sites.shop.domain | https://www.example.com | www.example.com",
                "sites.shop.domain | *.example.com | host name",
                "sites.shop.origins | https://www.example.com/ | sites.shop.origins[0]",
                "sites.shop.origins | https://a.example.com,www.example.com | sites.shop.origins[1]",
                "sites.shop.origins | https://*.*.example.com | origin such as",
                "sites.shop.origins | ftp://www.example.com | origin such as",
                "sites.shop.origins | https://www.example.com/path | no path",
                "sites.shop.origins | https://www.example.com:443 | never send",
                "sites.shop.origins | http://www.example.com:80 | never send",
                "sites.shop.origins | https://www.example.com:99999 | origin such as",
                "sites.shop.path-templates | invite/* | /invite/*",
                "sites.shop.path-templates | /invite | star",
                "sites.shop.events.Page_View.template | 1 | lower-case letter",
                "sites.shop.events.consent.template | 1 | not 'consent'",
                "sites.shop.events.page_view.tokens.x | {titel} | title",
                "sites.shop.events.page_view.extra-data.x | a {props.} b | props.<key>",
                "portals.acme.hub-id | my-hub | number",
                "sites.shop.events.page_view.tokens.log | x | log",
                "sites.shop.events.page_view.tokens.lookup | x | lookup",
                "sites.shop.events.page_view.tokens.page/title | x | letters, digits",
                "sites.shop.events.page_view.email | info@example.com | {props.customer}",
                "sites.shop.events.page_view.email | {domain} | {props.customer}",
                "sites.shop.events.page_view.email | {props.} | props.<key>",
                "sites.shop.events.page_view.object-id | 90210 | {props.customer}",
                "portals.acme.shadow-dialect | timeline-v3 | leave it out",
                "portals.acme.api-version | 2026 | 2026-09",
                "portals.acme.api-version | v3/events | v4",
                "portals.acme.api-url | api.hubapi.com | https://api.hubapi.com",
                "portals.acme.api-url | ftp://api.hubapi.com | https://api.hubapi.com",
                "portals.acme.token-url | https://api.hubapi.com?x=1 | https://api.hubapi.com",
                "portals.acme.batch-size | 0 | between 1 and 500",
                "portals.acme.batch-size | 501 | between 1 and 500",
                "portals.acme.linger | PT6M | 5 minutes",
                "portals.acme.linger | -PT1S | between 0",
                "portals.acme.quota.requests | 0 | request",
                "portals.acme.quota.per | PT0S | 10s",
                "portals.acme.quota.reserve | 100% | request",
                "portals.acme.quota.time-zone | Mars/Phobos | Europe/Berlin"
            })
    void namesTheKeyAndWhatWouldBeRight(String key, String value, String right) {
        List<ConfigFault> faults =
                Sites.withShop().set("utkast." + key, value).read().faults();

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.key())
                    .startsWith("utkast.")
                    .matches(name -> ("utkast." + key).startsWith(name) || name.startsWith("utkast." + key));
            assertThat(fault.toString()).contains(right);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "link-label | {titel} | title",
                "header-label | {titel} | title",
                "url | {titel} | title",
                "url | javascript:alert() | https://",
                "width | 0 | between 1 and 10000",
                "height | 10001 | between 1 and 10000"
            })
    void checksEachPartOfAFrame(String part, String value, String right) {
        String key = "utkast.sites.shop.events.page_view.timeline-iframe." + part;

        List<ConfigFault> faults = withFrame().set(key, value).read().faults();

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.message()).contains(right);
        });
    }

    @Test
    void refusesAFrameOfWhichAPartIsMissing() {
        String url = "utkast.sites.shop.events.page_view.timeline-iframe.url";

        assertThatThrownBy(() -> withFrame().remove(url).read()).hasMessageContaining(url);
    }

    @Test
    void readsTheWholeMapping() {
        EventMapping mapping = withFrame()
                .set("utkast.sites.shop.events.page_view.app-event", "ae77_page_view")
                .set("utkast.sites.shop.events.page_view.email", "{props.email}")
                .set("utkast.sites.shop.events.page_view.object-id", "{props.contact}")
                .site("shop")
                .events()
                .get(new EventType("page_view"));

        assertThat(mapping)
                .isEqualTo(new EventMapping(
                        "1001",
                        "ae77_page_view",
                        Map.of(),
                        Map.of(),
                        new EventMapping.Iframe("Open", "{title}", "https://crm.example.com/{props.order}", 800, 600),
                        "{props.email}",
                        "{props.contact}"));
    }

    @Test
    void refusesMoreTokensThanATemplateHas() {
        Sites sites = Sites.withShop();
        for (int i = 0; i < 501; i++) {
            sites.set("utkast.sites.shop.events.page_view.tokens.t" + i, "x");
        }

        assertThat(sites.read().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("utkast.sites.shop.events.page_view.tokens");
            assertThat(fault.message()).contains("500");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeline-v3 | batch-size | 101 | utkast.portals.acme.batch-size",
                "app-events | batch-size | 500 | utkast.sites.shop.events.page_view.template",
                "timeline-v3 | shadow-dialect | app-events | utkast.sites.shop.events.page_view.app-event"
            })
    void warnsOfADialectThatDoesNotFit(String dialect, String key, String value, String warned) {
        Sites sites =
                Sites.withShop().set("utkast.portals.acme.dialect", dialect).set("utkast.portals.acme." + key, value);

        assertThat(sites.read().faults()).isEmpty();
        assertThat(sites.read().warnings()).extracting(ConfigFault::key).containsExactly(warned);
    }

    @Test
    void hasNothingAgainstBothDialectsAtOnce() {
        CatalogReader reader = Sites.withShop()
                .set("utkast.portals.acme.dialect", "app-events")
                .set("utkast.portals.acme.shadow-dialect", "timeline-v3")
                .set("utkast.portals.acme.batch-size", "500")
                .set("utkast.sites.shop.events.page_view.app-event", "ae77_page_view")
                .read();

        assertThat(reader.faults()).isEmpty();
        assertThat(reader.warnings()).isEmpty();
    }

    private static Sites withFrame() {
        String frame = "utkast.sites.shop.events.page_view.timeline-iframe.";
        return Sites.withShop()
                .set(frame + "link-label", "Open")
                .set(frame + "header-label", "{title}")
                .set(frame + "url", "https://crm.example.com/{props.order}")
                .set(frame + "width", "800")
                .set(frame + "height", "600");
    }

    @Test
    void refusesKeysOfWrongShape() {
        List<ConfigFault> faults = Sites.withShop()
                .add("My_Site", "a.example.com", "https://a.example.com")
                .set("utkast.portals.Acme.client-id", "c")
                .set("utkast.portals.Acme.client-secret", "c")
                .set("utkast.portals.Acme.refresh-token", "c")
                .read()
                .faults();

        assertThat(faults)
                .extracting(ConfigFault::key)
                .containsExactlyInAnyOrder("utkast.sites.My_Site", "utkast.portals.Acme");
    }

    @Test
    void aPortalMayWaitForItsRefreshToken() {
        Sites sites = Sites.withShop().remove("utkast.portals.acme.refresh-token");

        assertThat(sites.site("shop").portal().credentials().refreshToken()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "authorize-url, app.hubspot.com",
        "authorize-url, https://app.hubspot.com/?a=b",
        "scopes, 'oauth,time line'"
    })
    void refusesWrongWaysToInstallTheApp(String key, String value) {
        assertThat(Sites.withShop()
                        .set("utkast.portals.acme." + key, value)
                        .read()
                        .faults())
                .extracting(ConfigFault::key)
                .containsExactly("utkast.portals.acme." + key);
    }

    @Test
    void asksForTheScopesOfTimelinesWithoutPkceUnlessToldOtherwise() {
        Portal.Install install = Sites.shop().portal().install();

        assertThat(install.authorizeUrl()).hasToString("https://app.hubspot.com/oauth/authorize");
        assertThat(install.scopes()).containsExactly("oauth", "timeline");
        assertThat(install.pkce()).isFalse();
    }

    @Test
    void refusesSiteWithoutEvents() {
        assertThat(Sites.withShop()
                        .remove("utkast.sites.shop.events.page_view.template")
                        .read()
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo("utkast.sites.shop.events");
                    assertThat(fault.message()).contains("page_view");
                });
    }

    @Test
    void gathersAllMistakesAtOnce() {
        List<ConfigFault> faults = Sites.withShop()
                .set("utkast.sites.shop.portal", "nobody")
                .set("utkast.sites.shop.domain", "a/b")
                .set("utkast.portals.acme.batch-size", "0")
                .read()
                .faults();

        assertThat(faults)
                .extracting(ConfigFault::key)
                .containsExactlyInAnyOrder(
                        "utkast.sites.shop.portal", "utkast.sites.shop.domain", "utkast.portals.acme.batch-size");
    }

    @Test
    void warnsOfPortalThatNoSiteUses() {
        CatalogReader reader = Sites.withShop()
                .set("utkast.portals.spare.client-id", "c")
                .set("utkast.portals.spare.client-secret", "c")
                .set("utkast.portals.spare.refresh-token", "c")
                .read();

        assertThat(reader.faults()).isEmpty();
        assertThat(reader.warnings()).extracting(ConfigFault::key).containsExactly("utkast.portals.spare");
    }

    @Test
    void secretsDoNotShowInTheirRecords() {
        Portal portal = Sites.shop().portal();

        assertThat(portal.toString())
                .doesNotContain("secret=secret", "refreshToken=refresh")
                .contains("***");
        assertThat(portal.credentials().clientSecret().matches("secret")).isTrue();
        assertThat(portal.credentials().clientSecret().matches("secre")).isFalse();
    }

    @Test
    void portalPrefixesIdsByHubIdElseByItsKey() {
        assertThat(Sites.shop().portal().idPrefix()).isEqualTo("4242");
        assertThat(Sites.withShop()
                        .remove("utkast.portals.acme.hub-id")
                        .site("shop")
                        .portal()
                        .idPrefix())
                .isEqualTo("acme");
    }
}
