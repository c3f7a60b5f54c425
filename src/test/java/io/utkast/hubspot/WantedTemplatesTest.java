package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.site.ConfigFault;
import io.utkast.site.TokenType;
import io.utkast.support.Sites;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedTemplatesTest {
    private static final String PAGE_VIEW = "utkast.sites.shop.events.page_view";

    private final Sites sites = Sites.withShop()
            .set(PAGE_VIEW + ".tokens.page_title", "{title}")
            .set(PAGE_VIEW + ".tokens.at", "{at}")
            .set(PAGE_VIEW + ".extra-data.referrer", "{referrer}");

    @Test
    void derivesWhatTheConfigurationLeavesOpen() {
        WantedTemplate wanted = only();

        assertThat(wanted.id()).isEqualTo("1001");
        assertThat(wanted.usedBy()).containsExactly(PAGE_VIEW);
        assertThat(wanted.name()).isEqualTo(new Wish("Page view", false));
        assertThat(wanted.header()).isEqualTo(new Wish("Page view: {{page_title}}", false));
        assertThat(wanted.detail().text()).isEqualTo("""
                - **At**: {{#formatDate at}}{{/formatDate}}
                - **Page title**: {{page_title}}
                - **Referrer**: {{extraData.referrer}}""");
        assertThat(wanted.tokens())
                .containsExactly(
                        new WantedToken("at", TokenType.DATE, false, new Wish("At", false), List.of()),
                        new WantedToken(
                                "page_title", TokenType.STRING, false, new Wish("Page title", false), List.of()));
    }

    @Test
    void takesWhatTheConfigurationSays() {
        sites.set(PAGE_VIEW + ".template-name", "A page")
                .set(PAGE_VIEW + ".header-template", "Saw {{page_title}}")
                .set(PAGE_VIEW + ".detail-template", "At {{at}}")
                .set(PAGE_VIEW + ".token-types.at", "number")
                .set(PAGE_VIEW + ".token-labels.at", "When")
                .set(PAGE_VIEW + ".token-types.page_title", "enumeration")
                .set(PAGE_VIEW + ".token-options.page_title", "Home,Pricing");

        WantedTemplate wanted = only();

        assertThat(wanted.name()).isEqualTo(new Wish("A page", true));
        assertThat(wanted.header()).isEqualTo(new Wish("Saw {{page_title}}", true));
        assertThat(wanted.detail()).isEqualTo(new Wish("At {{at}}", true));
        assertThat(wanted.tokens())
                .containsExactly(
                        new WantedToken("at", TokenType.NUMBER, true, new Wish("When", true), List.of()),
                        new WantedToken(
                                "page_title",
                                TokenType.ENUMERATION,
                                true,
                                new Wish("Page title", false),
                                List.of("Home", "Pricing")));
    }

    @Test
    void gathersTheTokensOfAllEventsThatShareATemplate() {
        sites.set("utkast.sites.shop.events.signup.template", "1001")
                .set("utkast.sites.shop.events.signup.tokens.plan", "{props.plan}");

        WantedTemplate wanted = only();

        assertThat(wanted.usedBy()).containsExactly(PAGE_VIEW, "utkast.sites.shop.events.signup");
        assertThat(wanted.name().text()).isEqualTo("Page view, Signup");
        assertThat(wanted.tokens()).extracting(WantedToken::name).containsExactly("at", "page_title", "plan");
    }

    @Test
    void refusesWishesThatContradictEachOther() {
        sites.set("utkast.sites.shop.events.signup.template", "1001")
                .set("utkast.sites.shop.events.signup.template-name", "One")
                .set(PAGE_VIEW + ".template-name", "Other");

        assertThat(wanted().faults())
                .containsExactly(new ConfigFault(
                        "utkast.sites.shop.events.signup.template-name",
                        "differs from " + PAGE_VIEW + ".template-name, but both use template 1001"));
    }

    @Test
    void leavesOtherPortalsOut() {
        WantedTemplates wanted =
                WantedTemplates.of(Set.of(new PortalKey("other")), sites.catalog(), sites.sitesConfig());

        assertThat(wanted.templates()).isEmpty();
    }

    @Test
    void plansPortalsOfOneAppTogether() {
        sites.set("utkast.portals.acme.app-id", "77");
        for (String key : List.of("beta", "gamma")) {
            sites.set("utkast.portals." + key + ".client-id", "client")
                    .set("utkast.portals." + key + ".client-secret", "secret")
                    .set("utkast.portals." + key + ".refresh-token", "refresh");
        }
        sites.set("utkast.portals.beta.app-id", "77")
                .set("utkast.portals.beta.developer-key", "key")
                .add("other", "other.example", "https://other.example")
                .set("utkast.sites.other.portal", "beta")
                .set("utkast.sites.other.events.page_view.template", "1002");

        List<AppTemplates> apps = AppTemplates.of(sites.catalog(), sites.sitesConfig(), portal -> true);

        assertThat(apps)
                .extracting(app -> app.portals() + " by " + app.portal().key())
                .containsExactly("[acme, beta] by beta", "[gamma] by gamma");
        assertThat(apps.getFirst().wanted().templates())
                .extracting(WantedTemplate::id)
                .containsExactly("1001", "1002");
    }

    private WantedTemplate only() {
        WantedTemplates wanted = wanted();
        assertThat(wanted.faults()).isEmpty();
        assertThat(wanted.templates()).hasSize(1);
        return wanted.templates().getFirst();
    }

    private WantedTemplates wanted() {
        return WantedTemplates.of(Set.of(new PortalKey("acme")), sites.catalog(), sites.sitesConfig());
    }
}
