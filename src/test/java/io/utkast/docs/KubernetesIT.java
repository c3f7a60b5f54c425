package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifests that the build has written. */
class KubernetesIT {
    private static final Path MANIFESTS = Path.of("target/kubernetes/kubernetes.yml");

    private List<JsonNode> manifests = List.of();

    @BeforeEach
    void read() throws IOException {
        manifests = Yamls.readAll(MANIFESTS);
    }

    @Test
    void onePodOwnsTheData() {
        JsonNode set = only("StatefulSet");

        assertThat(set.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(set.at("/spec/template/spec/volumes").findValuesAsText("claimName"))
                .containsExactly(
                        only("PersistentVolumeClaim").at("/metadata/name").asText());
        assertThat(container().path("volumeMounts").findValuesAsText("mountPath"))
                .containsExactlyInAnyOrder("/data", "/app/config");
        assertThat(manifests.stream().map(manifest -> manifest.path("kind").asText()))
                .containsExactlyInAnyOrder("PersistentVolumeClaim", "Service", "StatefulSet");
    }

    /** Kubernetes lets nobody change a selector: with the version in it, no upgrade could be applied. */
    @Test
    void upgradeChangesNothingThatCannotBeChanged() {
        assertThat(only("StatefulSet").at("/spec/selector/matchLabels").propertyStream())
                .containsExactly(Map.entry("app.kubernetes.io/name", TextNode.valueOf("utkast")));
        assertThat(only("StatefulSet").at("/spec").has("volumeClaimTemplates")).isFalse();
    }

    @Test
    void kubernetesAsksTheManagementPortForHealth() {
        JsonNode container = container();

        assertProbe(container.path("livenessProbe"), "/q/health/live");
        assertProbe(container.path("readinessProbe"), "/q/health/ready");
        assertProbe(container.path("startupProbe"), "/q/health/started");
    }

    @Test
    void podHasNoRightsAndBoundedMemory() {
        JsonNode pod = only("StatefulSet").at("/spec/template/spec");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container().at("/resources/limits/memory").asText()).isEqualTo("1Gi");
        assertThat(container().at("/resources/requests/memory").asText()).isEqualTo("512Mi");
    }

    private JsonNode container() {
        JsonNode containers = only("StatefulSet").at("/spec/template/spec/containers");
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private JsonNode only(String kind) {
        List<JsonNode> found = manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static void assertProbe(JsonNode probe, String path) {
        assertThat(probe.at("/httpGet/path").asText()).isEqualTo(path);
        assertThat(probe.at("/httpGet/port").asInt()).isEqualTo(9000);
    }
}
