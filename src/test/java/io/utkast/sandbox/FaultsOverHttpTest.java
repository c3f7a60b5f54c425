package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.batch;
import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static io.utkast.sandbox.SandboxServer.pageView;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsOverHttpTest {
    private static final String EVENTS = "/integrators/timeline/v3/events";

    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), new FakeClock());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersEachRowOfTheErrorTableByItsName(ErrorRow row) {
        sandbox.authorized().control("faults", "{'name':'" + Form.kebab(row) + "'}");

        HttpResponse<String> faulty = sandbox.post(EVENTS, pageView("a", UTK));

        assertThat(faulty.statusCode()).isEqualTo(row.status());
        assertThat(header(faulty, Contract.HEADER)).contains("S27 own");
        assertThat(header(faulty, "x-hubspot-correlation-id")).isNotEmpty();
        assertThat(sandbox.post(EVENTS, pageView("a", UTK)).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "daily, policyName, DAILY",
        "daily, errorType, RATE_LIMIT",
        "daily, message, You have reached your daily limit.",
        "burst, policyName, TEN_SECONDLY_ROLLING",
        "burst, groupName, publicapi:oauth-api-calls-ten-secondly:77001:4242",
        "secondly, message, You have reached your secondly limit.",
        "missing-scopes, category, MISSING_SCOPES",
        "bad-hub, error, access_denied",
        "token-rate-limit, message, You have reached your rate limit."
    })
    void speaksInTheWordsOfTheRealOne(String name, String field, String value) {
        sandbox.authorized().control("faults", "{'name':'" + name + "'}");

        assertThat(json(sandbox.post(EVENTS, pageView("a", UTK))).path(field).asText())
                .isEqualTo(value);
    }

    @Test
    void namesARowByItsStatusAndChangesWhatIsGiven() {
        sandbox.authorized().control("faults", "{'name':'477','retryAfter':3}");
        sandbox.control("faults", "{'name':'477'}");
        sandbox.control("faults", "{'name':'423','body':'html'}");
        sandbox.control("faults", "{'status':599,'body':{'odd':true},'headers':{'x-odd':'1'}}");

        assertThat(header(sandbox.post(EVENTS, pageView("a", UTK)), "Retry-After"))
                .isEqualTo("3");
        assertThat(header(sandbox.post(EVENTS, pageView("a", UTK)), "Retry-After"))
                .isEqualTo("60");
        HttpResponse<String> html = sandbox.post(EVENTS, pageView("a", UTK));
        assertThat(html.statusCode()).isEqualTo(423);
        assertThat(html.body()).startsWith("<html>");
        HttpResponse<String> odd = sandbox.post(EVENTS, pageView("a", UTK));
        assertThat(odd.statusCode()).isEqualTo(599);
        assertThat(odd.body()).isEqualTo("{\"odd\":true}");
        assertThat(header(odd, "x-odd")).isEqualTo("1");
    }

    @Test
    void resetsBeforeAndAfterTheEventIsStored() {
        sandbox.authorized().control("faults", "{'reset':true}");
        sandbox.control("faults", "{'reset':true,'when':'after'}");

        for (String id : List.of("lost", "stored")) {
            assertThatThrownBy(() -> sandbox.post(EVENTS, pageView(id, UTK))).isInstanceOf(UncheckedIOException.class);
        }

        assertThat(sandbox.get("/sandbox/control/events?all=true").body())
                .isEqualTo("lost\t1\t0\t0\nstored\t1\t1\t0\n");
        assertThat(sandbox.get("/sandbox/control/events").body()).isEqualTo("stored\t1\t1\t0\n");
    }

    @Test
    void noFaultSaysOfARefusedEventThatItWasTaken() {
        sandbox.authorized().control("faults", "{'status':200,'when':'after','body':'empty','times':0}");

        HttpResponse<String> taken = sandbox.post(EVENTS, pageView("taken", UTK));
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEmpty();
        assertThat(sandbox.post(EVENTS, "{}").statusCode()).isEqualTo(400);
        String half = batch(pageView("half", UTK), pageView("other", UTK).replace("page_title", "colour"));
        assertThat(sandbox.post(EVENTS + "/batch/create", half).statusCode()).isEqualTo(207);
        assertThat(sandbox.get("/sandbox/control/events").body()).isEqualTo("taken\t1\t1\t0\nhalf\t1\t1\t0\n");
    }

    @Test
    void hitsOneAccountOnly() {
        sandbox.control("accounts", "{}");
        sandbox.control("faults?hub=10001", "{'name':'503','times':0}");

        assertThat(sandbox.authorized().post(EVENTS, pageView("a", UTK)).statusCode())
                .isEqualTo(201);
        assertThat(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(200);
        sandbox.delete("/sandbox/control/faults");
        sandbox.authorizedFor("refresh-10001").control("faults", "{'name':'503','times':0,'hub':10001}");
        for (int i = 0; i < 3; i++) {
            assertThat(sandbox.post(EVENTS, pageView("a", UTK)).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void hitsOnlyTheNamedKindOfRequest() {
        sandbox.authorized().control("faults", "{'name':'503','on':'batch'}");
        sandbox.control("faults", "{'name':'bad-hub','on':'token'}");

        assertThat(sandbox.post(EVENTS, pageView("a", UTK)).statusCode()).isEqualTo(201);
        assertThat(sandbox.post(EVENTS + "/batch/create", batch(pageView("b", UTK)))
                        .statusCode())
                .isEqualTo(503);
        assertThat(json(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH))
                        .path("status")
                        .asText())
                .isEqualTo("BAD_HUB");
    }

    @Test
    void repeatsTheSameLuckForTheSameSeed() {
        List<Integer> first = luck();

        assertThat(luck()).isEqualTo(first);
        assertThat(first).contains(201, 503);
    }

    private List<Integer> luck() {
        sandbox.delete("/sandbox/control/faults");
        sandbox.authorized().control("faults", "{'name':'503','probability':0.3,'seed':42}");
        return IntStream.range(0, 40)
                .mapToObj(i -> sandbox.post(EVENTS, pageView("e" + i, UTK)).statusCode())
                .toList();
    }

    @Test
    void listsWhatWaitsAndWhatCanBeAskedFor() {
        sandbox.control("faults", "{'name':'daily','times':3,'on':'events'}");
        sandbox.authorized().post(EVENTS, pageView("a", UTK));

        JsonNode listed = json(sandbox.get("/sandbox/control/faults"));

        assertThat(listed.at("/faults/0/name").asText()).isEqualTo("daily");
        assertThat(listed.at("/faults/0/left").asInt()).isEqualTo(2);
        assertThat(listed.path("happened").asInt()).isEqualTo(1);
        assertThat(listed.path("names")).hasSize(ErrorRow.values().length);
    }

    @Test
    void keepsTheUsualAnswerIfItIsOnlyLate() {
        sandbox.authorized().control("faults", "{'delayMs':1}");

        HttpResponse<String> late = sandbox.post(EVENTS, pageView("a", UTK));

        assertThat(late.statusCode()).isEqualTo(201);
        assertThat(header(late, Contract.HEADER)).endsWith("S27 own");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'name':'nobody'}                     | name        | one of validation
                    {}                                    | name        | a fault's name, or status
                    {'status':99}                         | status      | a number from 200 to 599
                    {'status':'503'}                      | status      | a number from 200 to 599
                    {'name':'503','times':-1}             | times       | a number from 0 to 1000000
                    {'name':'503','delayMs':900000}       | delayMs     | a number from 0 to 600000
                    {'name':'503','when':'later'}         | when        | before or after
                    {'name':'503','on':'page'}            | on          | events or batch
                    {'name':'503','probability':2}        | probability | a number above 0
                    {'name':'503','reset':'yes'}          | reset       | true or false
                    {'name':'503','body':'xml'}           | body        | json, html, empty
                    {'name':'503','headers':{'a':'b\\nc'}} | headers     | without line breaks
                    {'name':'503','headers':1}            | headers     | an object of texts
                    {'name':'503','hub':1}                | hub         | the hub id of an account
                    {'name':'503','tmes':1}               | tmes        | one of name, status
                    [1]                                   | body        | a JSON object
                    {                                     | body        | a JSON object
                    """)
    void namesTheFieldThatIsWrongAndWhatWouldBeRight(String body, String field, String expected) {
        HttpResponse<String> response = sandbox.control("faults", body);

        assertThat(response.statusCode()).isBetween(400, 404);
        assertThat(json(response).path("field").asText()).isEqualTo(field);
        assertThat(json(response).path("expected").asText()).contains(expected);
    }
}
