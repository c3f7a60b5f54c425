package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.docs.MetricsTable.Metric;
import io.utkast.support.DoorProfile;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md to what a running gateway shows: the same names, types and tags. */
@QuarkusTest
@TestProfile(MetricsTableTest.WithDailyLimit.class)
class MetricsTableTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (utkast_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(utkast_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    /** Some figures are there only with a limit of the day. */
    public static final class WithDailyLimit implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new DoorProfile().getConfigOverrides());
            config.put("utkast.portals.acme.quota.daily", "250000");
            return config;
        }
    }

    @Test
    void namesTypesAndTagsAreThoseOfAScrape() throws IOException {
        assertThat(exposed()).isEqualTo(MetricsTable.read());
    }

    /** A summary's two samples are counters to whoever asks for them. */
    private Map<String, Metric> exposed() {
        List<String> lines =
                RestAssured.get(metrics).then().statusCode(200).extract().asString().lines().toList();
        Map<String, String> types = new HashMap<>();
        Map<String, Metric> exposed = new TreeMap<>();
        for (String line : lines) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Metric metric = new Metric(types.getOrDefault(sample.group(1), "counter"), tags(sample.group(2)));
                Metric before = exposed.put(sample.group(1), metric);
                assertThat(before).as(line).isIn(null, metric);
            }
        }
        return exposed;
    }

    private static Set<String> tags(String text) {
        return TAG.matcher(text == null ? "" : text)
                .results()
                .map((MatchResult tag) -> tag.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
