package io.utkast.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds alerts and dashboard to the metrics that there are, and the operating guide to the alerts. */
class AlertsTest {
    private static final Path PROMETHEUS = Path.of("docker/prometheus");
    private static final Path ALERTS = PROMETHEUS.resolve("alerts.yaml");
    private static final Path TESTS = PROMETHEUS.resolve("alerts.test.yaml");
    private static final Path GUIDE = Path.of("docs/operating.md");

    private static final Pattern METRIC = Pattern.compile("\\butkast_\\w+");
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
    private static final Pattern TESTED = Pattern.compile("alertname: (\\w+)\\s+exp_alerts:");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Utkast\\w+)$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/prometheus/alerts.yaml",
                "docker/prometheus/alerts.test.yaml",
                "docker/grafana/dashboards/utkast.json"
            })
    void asksOnlyForMetricsThatThereAre(String file) throws IOException {
        Set<String> used = found(METRIC, Path.of(file));

        assertThat(used).isNotEmpty();
        assertThat(MetricsTable.read().keySet()).containsAll(used);
    }

    @Test
    void theGuideSaysWhatToDoAboutEachAlert() throws IOException {
        assertThat(found(HEADING, GUIDE)).isEqualTo(found(ALERT, ALERTS));
    }

    @Test
    void eachAlertIsShownToRing() throws IOException {
        assertThat(found(TESTED, TESTS)).isEqualTo(found(ALERT, ALERTS));
    }

    @Test
    void promtoolAgrees() throws Exception {
        assumeTrue(isOnPath("promtool"), "promtool is not on the path: it comes with Prometheus");

        Process promtool = new ProcessBuilder(
                        "promtool", "test", "rules", TESTS.getFileName().toString())
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
