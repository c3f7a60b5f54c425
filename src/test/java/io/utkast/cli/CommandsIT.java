package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.support.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the packaged jar, each in a process of its own, as an operator runs them. */
class CommandsIT {
    private static final String CONFIG = """
            utkast:
              public-url: https://events.example.com
              portals:
                acme:
                  hub-id: %2$s
                  api-url: %1$s
                  token-url: %1$s
                  client-id: demo-client
                  client-secret: %3$s
                  refresh-token: demo-refresh-token
                  app-id: 77001
                  developer-key: demo-developer-key
              sites:
                shop:
                  domain: www.example.com
                  origins: ["https://www.example.com"]
                  portal: acme
                  events:
                    page_view:
                      template: "1001"
                      tokens: {page_title: "{title}"}
            """;

    @TempDir
    private Path directory;

    private URI hubSpot = URI.create("http://127.0.0.1:1");
    private JarProcess sandbox;
    private int runs;

    @BeforeEach
    void startSandbox() throws IOException {
        int[] ports = JarProcess.freePorts(2);
        hubSpot = URI.create("http://127.0.0.1:" + ports[0]);
        sandbox = JarProcess.start(
                "sandbox",
                directory,
                Map.of("quarkus.http.port", "" + ports[0], "quarkus.management.port", "" + ports[1]),
                "sandbox");
        sandbox.awaitAnswer(hubSpot.resolve("/sandbox"));
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    @Test
    void doctorFindsAGoodConfigurationWellAndLeavesNoTrace() throws Exception {
        configure("4242", "demo-secret");

        Ended doctor = run("doctor", "--send-test");

        assertThat(doctor.output())
                .contains("HubSpot cannot delete it", "HubSpot took it as 4242:shop:", "HubSpot has it", "all there");
        assertThat(doctor.output())
                .contains("110 requests in 10.0 s")
                .doesNotContain("demo-secret", "demo-developer-key", "Exception");
        assertThat(doctor.code()).as(doctor.output()).isZero();
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void doctorTellsProgramsInJsonAlone() throws Exception {
        configure("4243", "demo-secret");

        Ended doctor = run("doctor", "--json");

        JsonNode report = new ObjectMapper().readTree(doctor.output());
        assertThat(report.path("failure").asInt()).isEqualTo(1);
        assertThat(report.findValuesAsText("what").toString()).contains("the token belongs to portal 4242");
        assertThat(doctor.code()).isEqualTo(1);
    }

    @Test
    void doctorSeesAWrongSecretAndABrokenFile() throws Exception {
        configure("4242", "wrong-secret");
        Ended wrongSecret = run("doctor");
        Files.writeString(directory.resolve("config/application.yaml"), "utkast: [\n");
        Ended broken = run("doctor");

        assertThat(wrongSecret.output()).contains("client-secret").doesNotContain("wrong-secret");
        assertThat(wrongSecret.code()).isEqualTo(1);
        assertThat(broken.output())
                .contains("application.yaml: line 2", "1 failures")
                .doesNotContain("Exception");
        assertThat(broken.code()).isEqualTo(1);
    }

    @Test
    void doctorLeavesARunningGatewayAlone() throws Exception {
        configure("4242", "demo-secret");
        int[] ports = JarProcess.freePorts(2);
        Map<String, String> properties =
                Map.of("quarkus.http.port", "" + ports[0], "quarkus.management.port", "" + ports[1]);
        try (JarProcess gateway = JarProcess.start("gateway", directory, properties)) {
            gateway.awaitAnswer(URI.create("http://127.0.0.1:" + ports[0] + "/robots.txt"));
            List<Path> before = files();

            Ended doctor = run("doctor", "--send-test");

            assertThat(doctor.output())
                    .contains("not asked for while a gateway runs")
                    .doesNotContain("Exception");
            assertThat(doctor.code()).isZero();
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void templatesPlansAndApplies() throws Exception {
        configure("4242", "demo-secret");
        Path file = directory.resolve("config/application.yaml");
        Files.writeString(file, Files.readString(file).replace("\"1001\"", "\"9999\"\n          template-name: Visit"));

        Ended plan = run("templates", "plan");
        Ended apply = run("templates", "apply");

        assertThat(plan.output()).contains("+ template \"Visit\"").doesNotContain("demo-developer-key", "Exception");
        assertThat(plan.code()).isEqualTo(2);
        assertThat(apply.output())
                .contains("into utkast.sites.shop.events.page_view.template")
                .doesNotContain("demo-developer-key", "Exception");
        assertThat(apply.code()).isZero();
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void templatesEndsWithOneWhereItIsNotUnderstood() throws Exception {
        configure("4242", "demo-secret");

        assertThat(run("templates").code()).isEqualTo(1);
        assertThat(run("templates", "plan", "--nonsense").code()).isEqualTo(1);
    }

    @Test
    void tellsItsVersionAndItsCommands() throws Exception {
        assertThat(run("--version").output()).matches("utkast \\d+\\.\\d+\\.\\d+\\S*\\s*");
        assertThat(run("--help").output()).contains("sandbox", "doctor", "templates");
    }

    private record Ended(int code, String output) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        try (JarProcess process = JarProcess.start("run-" + runs++, directory, Map.of(), arguments)) {
            int code = process.awaitEnd();
            return new Ended(code, process.output());
        }
    }

    private void configure(String hubId, String secret) throws IOException {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.yaml"), CONFIG.formatted(hubSpot, hubId, secret));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.sorted().toList();
        }
    }
}
