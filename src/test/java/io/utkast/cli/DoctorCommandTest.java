package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.site.ConfigFault;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.Sites;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What scripts and people get from {@code doctor}. */
class DoctorCommandTest {
    @TempDir
    private Path directory;

    private final ScriptedServer server = new ScriptedServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.token-url", server.url().toString());

    @BeforeEach
    void playAlong() {
        server.on("/integrators/timeline/v3/events/0/utkast-doctor", Reply.json(401, "{}"));
        server.on("/oauth/v3/token/introspect", Reply.json(200, """
                {"active":true,"hub_id":4242,"scopes":["timeline"]}"""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void endsWithZeroIfAllIsWell() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("valid; sites: 1, portals: 1").contains("0 failures");
    }

    @Test
    void endsWithOneAfterAFailure() {
        server.on("/oauth/v3/token/introspect", Reply.json(200, "{\"active\":false}"));

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("-> connect the portal at /admin");
    }

    @Test
    void endsWithOneAfterAWarningOnlyIfStrict() {
        sites.set("utkast.sites.shop.domain", "www.example.org");

        assertThat(run()).isZero();
        assertThat(run("--strict")).isEqualTo(1);
    }

    @Test
    void makesARowOfEachMistake() {
        Configuration wrong = new Configuration.Wrong(List.of(
                new ConfigFault("utkast.sites.shop.portal", "is not there"),
                new ConfigFault("utkast.nonsense", "no key")));

        assertThat(run(wrong)).isEqualTo(1);
        assertThat(out.toString())
                .contains("utkast.sites.shop.portal: is not there", "utkast.nonsense: no key", "2 failures");
    }

    @Test
    void printsNothingButJsonForPrograms() throws Exception {
        assertThat(run("--json", "--send-test")).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("findings").size()).isGreaterThan(5);
        assertThat(report.path("failure").asInt()).isEqualTo(1);
        assertThat(err.toString()).contains("cannot delete it");
    }

    @Test
    void refusesUnknownPortals() {
        assertThat(run("--portal", "acne")).isEqualTo(1);
        assertThat(out.toString()).contains("there is no such portal", "known: acme");
        assertThat(server.requests("/oauth/v3/token/introspect")).isEmpty();
    }

    @Test
    void neverPrintsASecret() {
        sites.set("utkast.portals.acme.client-secret", "hush-secret")
                .set("utkast.portals.acme.refresh-token", "hush-refresh")
                .set("utkast.portals.acme.app-id", "77")
                .set("utkast.portals.acme.developer-key", "hush-developer")
                .set("utkast.sites.shop.server-key", "hush-server");

        run("--refresh", "--send-test");
        run("--refresh", "--send-test", "--json");

        assertThat(out.toString() + err).isNotEmpty().doesNotContain("hush");
    }

    private int run(String... arguments) {
        return run(Configurations.of(sites, directory), arguments);
    }

    @SuppressWarnings("TimeZoneUsage")
    private int run(Configuration configuration, String... arguments) {
        DoctorCommand command = new DoctorCommand();
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        line.parseArgs(arguments);
        return command.run(configuration, Clock.systemUTC());
    }
}
