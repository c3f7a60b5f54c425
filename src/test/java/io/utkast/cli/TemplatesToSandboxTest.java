package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.RunningSandbox;
import io.utkast.support.Sites;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code templates} against the sandbox over HTTP; its templates are those of the demo. */
class TemplatesToSandboxTest {
    private static final String PAGE_VIEW = "utkast.sites.shop.events.page_view";
    private static final Pattern NEW_ID = Pattern.compile("with id (\\d+)");

    @TempDir
    private Path directory;

    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.client-id", "demo-client")
            .set("utkast.portals.acme.client-secret", "demo-secret")
            .set("utkast.portals.acme.refresh-token", "demo-refresh-token")
            .set("utkast.portals.acme.app-id", "77001")
            .set("utkast.portals.acme.developer-key", "demo-developer-key")
            .set(PAGE_VIEW + ".tokens.page_title", "{title}")
            .set(PAGE_VIEW + ".tokens.scroll", "{props.scroll}");

    private final TemplatesCommand.Scope scope = new TemplatesCommand.Scope();
    private @Nullable RunningSandbox sandbox;
    private String printed = "";

    @AfterEach
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void hasNothingAgainstTheTemplatesOfTheDemo() {
        start(Map.of());

        assertThat(run(false)).as(printed).isZero();
    }

    @Test
    void bringsAnExistingTemplateInLine() {
        start(Map.of());
        sites.set(PAGE_VIEW + ".tokens.plan", "{props.plan}")
                .set(PAGE_VIEW + ".token-types.plan", "enumeration")
                .set(PAGE_VIEW + ".token-options.plan", "free,pro")
                .set(PAGE_VIEW + ".token-labels.page_title", "The page")
                .set(PAGE_VIEW + ".template-name", "Saw a page")
                .set(PAGE_VIEW + ".header-template", "Saw {{page_title}}");

        assertThat(run(false)).as(printed).isEqualTo(2);
        assertThat(run(true)).as(printed).isZero();
        assertThat(run(false)).as(printed).isZero();

        sites.set(PAGE_VIEW + ".token-options.plan", "free,pro,team");
        assertThat(run(true)).as(printed).isZero();
        assertThat(printed).contains("+ option \"team\" of token plan");
        assertThat(run(false)).as(printed).isZero();
    }

    @Test
    void createsATemplateOnceAndIsContentWithItsId() {
        start(Map.of());
        sites.set(PAGE_VIEW + ".template", "9999").set(PAGE_VIEW + ".template-name", "Visit");

        assertThat(run(true)).as(printed).isZero();
        Matcher created = NEW_ID.matcher(printed);
        assertThat(created.find()).as(printed).isTrue();

        assertThat(run(true)).as(printed).isEqualTo(2);
        assertThat(printed).contains("put \"" + created.group(1) + "\" into " + PAGE_VIEW + ".template");

        sites.set(PAGE_VIEW + ".template", created.group(1));
        assertThat(run(false)).as(printed).isZero();
    }

    @Test
    void leavesAnotherTypeToPeople() {
        start(Map.of());
        sites.set(PAGE_VIEW + ".token-types.scroll", "string");

        assertThat(run(true)).isEqualTo(2);
        assertThat(printed).contains("scroll is a number at HubSpot, but a string here");
    }

    @Test
    void saysTheWayOutToNewApps() {
        start(Map.of("rules.new-app", "true"));
        sites.set(PAGE_VIEW + ".template", "9999").set(PAGE_VIEW + ".template-name", "Visit");

        assertThat(run(true)).isEqualTo(1);
        assertThat(printed).contains("app events (docs/hubspot.md)");
    }

    @Test
    void saysWhichKeyIsWrong() {
        start(Map.of());
        sites.set("utkast.portals.acme.developer-key", "wrong");
        assertThat(run(false)).isEqualTo(1);
        assertThat(printed)
                .contains("correct utkast.portals.acme.developer-key")
                .doesNotContain("wrong");

        scope.oauth = true;
        assertThat(run(false)).isEqualTo(1);
        assertThat(printed).contains("set utkast.portals.acme.developer-key");
    }

    @Test
    void goesByAccessTokenWhereHubSpotLetsIt() {
        start(Map.of(
                "rules.template-auth", "oauth",
                "accounts[0].hub-id", "4242",
                "accounts[0].client-id", "demo-client",
                "accounts[0].client-secret", "demo-secret",
                "accounts[0].refresh-token", "demo-refresh-token",
                "accounts[0].scopes", "oauth,timeline,developers-read,developers-write"));
        scope.oauth = true;

        assertThat(run(false)).as(printed).isZero();
    }

    @SuppressWarnings("TimeZoneUsage")
    private void start(Map<String, String> settings) {
        RunningSandbox running = new RunningSandbox(settings, Clock.systemUTC());
        sandbox = running;
        sites.set("utkast.portals.acme.api-url", running.url().toString())
                .set("utkast.portals.acme.token-url", running.url().toString());
    }

    private int run(boolean apply) {
        StringWriter out = new StringWriter();
        int code = new TemplateRun(scope, new PrintWriter(out)).run(Configurations.of(sites, directory), apply);
        printed = out.toString();
        return code;
    }
}
