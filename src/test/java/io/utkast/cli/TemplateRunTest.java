package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.site.ConfigFault;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.ScriptedServer.Request;
import io.utkast.support.Sites;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code templates plan} and {@code apply} print, do and return. */
class TemplateRunTest {
    private static final String ALL = "/integrators/timeline/v3/77/event-templates";
    private static final String PAGE_VIEW = "utkast.sites.shop.events.page_view";
    private static final String EMPTY = "{\"results\":[]}";
    private static final String THERE = """
            {"results":[{"id":"1001","name":"Page view","tokens":[{"name":"page_title","label":"Title","type":"string"}]}]}""";

    @TempDir
    private Path directory;

    private final ScriptedServer server = new ScriptedServer();
    private final StringWriter out = new StringWriter();
    private final TemplatesCommand.Scope scope = new TemplatesCommand.Scope();
    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.token-url", server.url().toString())
            .set("utkast.portals.acme.app-id", "77")
            .set("utkast.portals.acme.developer-key", "hush-key")
            .set(PAGE_VIEW + ".tokens.page_title", "{title}");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hasNothingToDoWhereAllIsThere() {
        server.on(ALL, Reply.json(200, THERE));

        assertThat(run(false)).isZero();
        assertThat(run(true)).isZero();
        assertThat(out.toString()).contains("app 77, used by portal acme", "template 1001: nothing to do");
    }

    @Test
    void planShowsDifferencesAndChangesNothing() {
        sites.set(PAGE_VIEW + ".tokens.scroll", "{props.scroll}")
                .set(PAGE_VIEW + ".token-types.scroll", "number")
                .set(PAGE_VIEW + ".token-labels.page_title", "Page");
        server.on(ALL, Reply.json(200, THERE));

        assertThat(run(false)).isEqualTo(2);

        assertThat(out.toString())
                .contains(PAGE_VIEW)
                .contains("+ token scroll (number, \"Scroll\")")
                .contains("~ label of token page_title: \"Title\" -> \"Page\"")
                .doesNotContain("hush");
        assertThat(server.requests(ALL)).extracting(Request::method).containsExactly("GET");
    }

    @Test
    void applyMakesTheDifferencesGoAway() {
        sites.set(PAGE_VIEW + ".tokens.scroll", "{props.scroll}");
        server.on(ALL, Reply.json(200, THERE));
        server.on(ALL + "/1001/tokens", Reply.json(200, "{}"));

        assertThat(run(true)).isZero();

        assertThat(out.toString()).contains("added token scroll to template 1001");
        assertThat(server.requests(ALL + "/1001/tokens"))
                .extracting(Request::method)
                .containsExactly("POST");
    }

    @Test
    void applyTellsWhereTheNewIdGoes() {
        server.on(ALL, Reply.json(200, EMPTY), Reply.json(201, "{\"id\":\"2040001\"}"));

        assertThat(run(true)).isZero();

        assertThat(out.toString())
                .contains("+ template \"Page view\" (not there; HubSpot chooses the id of a new one)")
                .contains("put \"2040001\" into " + PAGE_VIEW + ".template");
    }

    @Test
    void applyLeavesToPeopleWhatHubSpotCannotChange() {
        sites.set(PAGE_VIEW + ".token-types.page_title", "number");
        server.on(ALL, Reply.json(200, THERE));

        assertThat(run(true)).isEqualTo(2);

        assertThat(out.toString()).contains("HubSpot cannot change a type", "left to you");
        assertThat(server.requests(ALL)).extracting(Request::method).containsExactly("GET");
    }

    @Test
    void applyPointsToATemplateThatItMadeBefore() {
        server.on(ALL, Reply.json(200, THERE.replace("1001", "2040001")));

        assertThat(run(true)).isEqualTo(2);

        assertThat(out.toString()).contains("put \"2040001\" into " + PAGE_VIEW + ".template");
        assertThat(server.requests(ALL)).extracting(Request::method).containsExactly("GET");
    }

    @Test
    void applySaysTheWayOutWhenANewAppIsRefused() {
        server.on(ALL, Reply.json(200, EMPTY), Reply.json(403, "{\"message\":\"not for new apps\"}"));

        assertThat(run(true)).isEqualTo(1);
        assertThat(out.toString())
                .contains("not for new apps", "app events (docs/hubspot.md)")
                .doesNotContain("hush");
    }

    @Test
    void wantsAnAppAndAKey() {
        sites.remove("utkast.portals.acme.developer-key");
        assertThat(run(false)).isEqualTo(1);
        sites.remove("utkast.portals.acme.app-id");
        assertThat(run(false)).isEqualTo(1);

        assertThat(out.toString())
                .contains("set utkast.portals.acme.developer-key", "or try --oauth", "set utkast.portals.acme.app-id");
    }

    @Test
    void goesByAccessTokenIfToldToAndSaysWhenHubSpotRotated() {
        scope.oauth = true;
        server.on("/oauth/v3/token", Reply.json(200, "{\"access_token\":\"a\",\"refresh_token\":\"hush-next\"}"));
        server.on(ALL, Reply.json(200, THERE));

        assertThat(run(false)).isZero();

        assertThat(server.requests(ALL).getFirst().header("Authorization")).isEqualTo("Bearer a");
        assertThat(out.toString()).contains("another refresh token").doesNotContain("hush");
    }

    @Test
    void saysWhyThereIsNoAccessToken() {
        scope.oauth = true;
        server.on("/oauth/v3/token", Reply.json(400, "{\"status\":\"BAD_REFRESH_TOKEN\"}"));

        assertThat(run(false)).isEqualTo(1);
        assertThat(out.toString()).contains("utkast.portals.acme.refresh-token");
    }

    @Test
    void refusesMistakesAndUnknownPortals() {
        Configuration wrong = new Configuration.Wrong(List.of(new ConfigFault("utkast.nonsense", "no key")));
        assertThat(new TemplateRun(scope, new PrintWriter(out)).run(wrong, true))
                .isEqualTo(1);
        scope.portals = Set.of("acne");
        assertThat(run(true)).isEqualTo(1);

        assertThat(out.toString()).contains("utkast.nonsense: no key", "There is no portal acne");
        assertThat(server.requests(ALL)).isEmpty();
    }

    @Test
    void refusesWishesThatContradictEachOther() {
        sites.set(PAGE_VIEW + ".template-name", "One")
                .set("utkast.sites.shop.events.other.template", "1001")
                .set("utkast.sites.shop.events.other.template-name", "Other");

        assertThat(run(true)).isEqualTo(1);
        assertThat(out.toString()).contains("both use template 1001");
        assertThat(server.requests(ALL)).isEmpty();
    }

    private int run(boolean apply) {
        return new TemplateRun(scope, new PrintWriter(out)).run(Configurations.of(sites, directory), apply);
    }
}
