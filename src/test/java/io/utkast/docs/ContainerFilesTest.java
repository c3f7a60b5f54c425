package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docker/} promises: nothing runs as root, nothing is open to the network, one volume holds all that is kept. */
class ContainerFilesTest {
    private static final Path FOLDER = Path.of("docker");

    @Test
    void composeOpensEveryPortToThisMachineOnly() throws IOException {
        List<String> ports = new ArrayList<>();
        services().forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));

        assertThat(ports).hasSize(3).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void composePutsNoServiceOnTheNetworkOfTheMachine() throws IOException {
        assertThat(services()).hasSize(3).allSatisfy(service -> {
            assertThat(service.has("network_mode")).isFalse();
            assertThat(service.has("privileged")).isFalse();
        });
    }

    @Test
    void composeRunsTheGatewayWithoutRightsAndWithoutATokenOfItsOwn() throws IOException {
        JsonNode gateway = Yamls.read(FOLDER.resolve("compose.yaml")).at("/services/gateway");

        assertThat(gateway.path("read_only").asBoolean()).isTrue();
        assertThat(gateway.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(gateway.path("volumes")).hasSize(1);
        assertThat(gateway.at("/volumes/0").asText()).isEqualTo("data:/data");
        assertThat(gateway.path("environment").has("UTKAST_ADMIN_TOKEN")).isFalse();
        assertThat(gateway.at("/environment/UTKAST_ADMIN_TOKEN_FILE").asText()).startsWith("/data/");
    }

    @Test
    void prometheusScrapesTheGatewayOfCompose() throws IOException {
        JsonNode scrape =
                Yamls.read(FOLDER.resolve("prometheus/prometheus.yaml")).at("/scrape_configs/0");

        assertThat(scrape.path("metrics_path").asText()).isEqualTo("/q/metrics");
        assertThat(scrape.at("/static_configs/0/targets/0").asText()).isEqualTo("gateway:9000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void imageRunsAsSomebodyWithoutAName(String name) throws IOException {
        List<String> image = lastStage(name);

        assertThat(image).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001:0");
        assertThat(image).filteredOn(line -> line.startsWith("VOLUME ")).containsExactly("VOLUME /data");
        assertThat(image).noneMatch(line -> line.startsWith("RUN ") || line.startsWith("ADD "));
        assertThat(image).anyMatch(line -> line.startsWith("HEALTHCHECK "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dockerfile.jvm",
                "Dockerfile.native",
                "compose.yaml",
                "entrypoint.sh",
                "health.sh",
                "train.sh",
                "prometheus/prometheus.yaml"
            })
    void fileStartsWithWhatItIsFor(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name));
        int first = lines.getFirst().startsWith("#!") ? 1 : 0;

        assertThat(lines.get(first)).startsWith("# ").hasSizeGreaterThan(20);
        assertThat(Files.isExecutable(FOLDER.resolve(name))).isEqualTo(name.endsWith(".sh"));
    }

    private static Stream<JsonNode> services() throws IOException {
        return Yamls.read(FOLDER.resolve("compose.yaml")).path("services").valueStream();
    }

    /** The instructions after the last FROM: what ends up in the image. */
    private static List<String> lastStage(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name));
        int from = lines.size();
        do {
            from--;
        } while (!lines.get(from).startsWith("FROM "));
        return lines.subList(from + 1, lines.size());
    }
}
