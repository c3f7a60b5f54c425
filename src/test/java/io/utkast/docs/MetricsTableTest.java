package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.docs.MetricsTable.Metric;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
import org.awaitility.Awaitility;
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

    @Test
    void figuresFollowWhatHappens() {
        JsonArray events =
                new JsonArray().add(Bodies.pageView()).add(Bodies.pageView().put("type", "never_mapped"));
        JsonObject body = new JsonObject().put("site", "shop").put("utk", Bodies.utk());

        assertThat(Door.verdict(Door.send(body.put("events", events)))).isEqualTo("1/0 [1 unknown-type]");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(scrape())
                        .contains(
                                "utkast_collect_accepted_total{site=\"shop\"} 1.0",
                                "utkast_collect_refused_total{reason=\"unknown-type\",site=\"shop\"} 1.0",
                                "utkast_collect_accepted_total{site=\"twin\"} 0.0",
                                "utkast_outbox_queued 1.0",
                                "utkast_outbox_healthy 1.0",
                                "utkast_outbox_accepting 1.0",
                                "utkast_cache_size{cache=\"visitors\"} 1.0"));
    }

    private List<String> scrape() {
        return RestAssured.get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    /** A summary's two samples are counters to whoever asks for them. */
    private Map<String, Metric> exposed() {
        Map<String, String> types = new HashMap<>();
        Map<String, Metric> exposed = new TreeMap<>();
        for (String line : scrape()) {
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
