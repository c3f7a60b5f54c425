package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of docs/metrics.md. */
final class MetricsTable {
    static final Path DOCUMENT = Path.of("docs/metrics.md");

    private static final Pattern ROW = Pattern.compile("\\| `(utkast_\\w+)` \\| (\\w+) \\|([^|]*)\\| [^|]+ \\|");
    private static final Pattern TAG = Pattern.compile("`(\\w+)`");

    private MetricsTable() {}

    /** What is told of a metric, or what a scrape shows of it. */
    record Metric(String type, Set<String> tags) {}

    /** The metrics by name. */
    static Map<String, Metric> read() throws IOException {
        Map<String, Metric> metrics = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> tags = TAG.matcher(row.group(3))
                        .results()
                        .map((MatchResult tag) -> tag.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(metrics.put(row.group(1), new Metric(row.group(2), tags)))
                        .as("two rows for %s", row.group(1))
                        .isNull();
            } else {
                assertThat(line).as("no row of a metric").doesNotStartWith("| `utkast_");
            }
        }
        return metrics;
    }
}
