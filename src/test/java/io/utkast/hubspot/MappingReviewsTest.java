package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.support.LogLines;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.Sites;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of mappings that HubSpot would refuse. */
class MappingReviewsTest {
    private static final String ALL = "/integrators/timeline/v3/77/event-templates";
    private static final String SHOP = "utkast.sites.shop.events.";
    private static final String THERE = """
            {"results":[{"id":"1001","name":"Page view","tokens":[
              {"name":"title","label":"Title","type":"string"},
              {"name":"scroll","label":"Scroll","type":"number"},
              {"name":"later","label":"Later","type":"colour"},
              {"name":"plan","label":"Plan","type":"enumeration","options":[{"label":"Free","value":"free"}]}]}]}""";

    private final ScriptedServer server = new ScriptedServer();
    private final LogLines log = LogLines.of(MappingReviews.class);
    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.app-id", "77")
            .set("utkast.portals.acme.developer-key", "hush-key")
            .set(SHOP + "page_view.tokens.title", "{title}");

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    @Test
    void namesEachTokenThatDoesNotFitByItsFullKey() {
        sites.set(SHOP + "page_view.tokens.colour", "{props.colour}")
                .set(SHOP + "page_view.tokens.scroll", "{title}")
                .set(SHOP + "page_view.tokens.plan", "gold")
                .set(SHOP + "page_view.tokens.later", "anything")
                .set(SHOP + "signup.template", "1009");
        server.on(ALL, Reply.json(200, THERE));

        reviews().start();

        assertThat(log.lines())
                .containsExactly(
                        line("page_view.tokens.colour: template 1001 declares no token colour;"
                                + " declared: later, plan, scroll, title"),
                        line("page_view.tokens.plan: 'gold' is not among the token's options [free]"),
                        line("page_view.tokens.scroll: the token is a number, which '{title}' never is"),
                        line("signup.template: HubSpot has no event template '1009'"),
                        "Mappings were compared with the templates app=77 findings=4");
        assertThat(server.requests(ALL)).hasSize(1);
    }

    @Test
    void saysNothingAgainstMappingsThatFit() {
        server.on(ALL, Reply.json(200, THERE));

        reviews().start();

        assertThat(log.lines()).containsExactly("Mappings were compared with the templates app=77 findings=0");
    }

    @Test
    void saysWhyTemplatesCannotBeReadAndGoesOn() {
        server.on(ALL, Reply.json(503, "<html>"));

        reviews().start();

        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("Mappings were not compared with the templates app=77 reason=")
                        .contains("503")
                        .doesNotContain("hush"));
    }

    @Test
    void asksNobodyWithoutADeveloperKey() {
        sites.remove("utkast.portals.acme.developer-key");

        reviews().start();

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void looksAgainAtTheAppOfAPortalThatWasConnected() {
        server.on(ALL, Reply.json(200, THERE));

        reviews().start(new PortalKey("nobody"));
        assertThat(server.requests(ALL)).isEmpty();
        reviews().start(new PortalKey("acme"));

        assertThat(server.requests(ALL)).hasSize(1);
    }

    private static String line(String finding) {
        return "Mapping does not fit its template " + SHOP + finding;
    }

    private MappingReviews reviews() {
        return new MappingReviews(sites.catalog(), sites.sitesConfig(), Runnable::run);
    }
}
