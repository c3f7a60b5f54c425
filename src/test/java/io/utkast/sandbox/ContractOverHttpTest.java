package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.batch;
import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static io.utkast.sandbox.SandboxServer.pageView;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the contract, as its default is and with its knob turned: status, and what the debug header says. */
class ContractOverHttpTest {
    private static final String EVENTS = "/integrators/timeline/v3/events";
    private static final String BATCH = EVENTS + "/batch/create";
    private static final String ALIAS = "/crm/v3/timeline/events";
    private static final String DATED = "/integrators/timeline/2026-09/events";
    private static final String TEMPLATES = "/integrators/timeline/v3/77001/event-templates";
    private static final String KEY = "?hapikey=demo-developer-key";
    private static final String EMAIL_ONLY = pageView("a", UTK).replace("\"utk\":\"" + UTK, "\"email\":\"ada@example.com");

    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), new FakeClock());

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** Settings turned before, a request, and what its answer has to be. */
    record Case(
            String contract,
            String settings,
            Function<SandboxServer, HttpResponse<String>> request,
            int status) {
        @Override
        public String toString() {
            return contract + " " + settings + " → " + status;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        single(cases);
        batches(cases);
        appEvents(cases);
        credentials(cases);
        templates(cases);
        own(cases);
        return cases.stream();
    }

    private static void single(List<Case> cases) {
        String known = EMAIL_ONLY;
        String number = known.replace("\"Pricing\"", "12");
        String whole = known.replace("\"Pricing\"", "\"P\",\"page_url\":\"/\",\"scroll\":\"1\"");
        String noId = known.replace("\"id\":\"a\",", "");
        String both = pageView("a", UTK).replace("\"utk\"", "\"email\":\"ada@example.com\",\"utk\"");
        add(cases, "S1 documented, S10 documented", "{}", s -> s.post(EVENTS, whole), 201);
        add(cases, "S1 documented, S2 assumed, S10 documented", "{}", s -> s.post(ALIAS, whole), 201);
        add(cases, "S2 assumed", "{'rules.crm-alias':'refuse'}", s -> s.post(ALIAS, whole), 404);
        add(cases, "S1 documented, S3 documented, S7 assumed, S10 documented", "{}", s -> s.post(EVENTS, number), 201);
        add(cases, "S4 observed", "{}", s -> s.post(EVENTS, "{\"tokens\":{}}"), 400);
        add(cases, "S4 observed", "{'rules.missing-field':'not-set'}", s -> s.post(EVENTS, "{}"), 400);
        add(cases, "S1 documented, S5 disputed, S7 assumed, S10 documented", "{}", s -> s.post(EVENTS, noId), 201);
        add(cases, "S5 disputed", "{'rules.missing-id':'refuse'}", s -> s.post(EVENTS, noId), 400);
        add(cases, "S6 documented", "{}", s -> s.post(EVENTS, known.replace("page_title", "colour")), 400);
        add(cases, "S7 assumed", "{'rules.missing-token':'refuse'}", s -> s.post(EVENTS, known), 400);
        add(cases, "S7 assumed", "{}", s -> s.post(EVENTS, known.replace("page_title", "scroll")), 400);
        add(cases, "S8 assumed", "{}", s -> s.post(EVENTS, known.replace("1001", "9")), 404);
        add(cases, "S8 assumed", "{'rules.unknown-template-status':400}", s -> s.post(
                EVENTS, known.replace("1001", "9")), 400);
        add(cases, "S9 documented", "{}", s -> s.post(EVENTS, pageView("x".repeat(501), UTK)), 400);
        add(cases, "S10 documented", "{}", s -> s.post(EVENTS, known.replace("\"email\"", "\"objectId\"")), 400);
        add(cases, "S1 documented, S7 assumed, S11 assumed", "{}", s -> s.post(EVENTS, pageView("a", UTK)), 201);
        for (int status : new int[] {200, 202, 204}) {
            add(cases, "S1 documented, S7 assumed, S11 assumed", "{'rules.orphan-status':" + status + "}", s -> s.post(
                    EVENTS, pageView("a", UTK)), status);
        }
        add(cases, "S11 assumed", "{'rules.orphan-status':404}", s -> s.post(EVENTS, pageView("a", UTK)), 404);
        add(cases, "S1 documented, S7 assumed, S10 documented, S13 assumed", "{}", s -> s.post(EVENTS, both), 201);
        for (Map.Entry<String, Integer> repeat :
                Map.of("last-wins", 201, "bad-request", 400, "conflict", 409).entrySet()) {
            String contract = repeat.getValue() == 201
                    ? "S1 documented, S7 assumed, S10 documented, S14 assumed"
                    : "S14 assumed";
            add(cases, contract, "{'rules.repeated-id':'" + repeat.getKey() + "'}", s -> {
                s.post(EVENTS, known);
                return s.post(EVENTS, known);
            }, repeat.getValue());
        }
        add(cases, "S16 documented", "{}", s -> {
            s.post(EVENTS, known);
            return s.get(EVENTS + "/1001/a");
        }, 200);
        add(cases, "S16 documented", "{}", s -> s.get(EVENTS + "/1001/none"), 404);
    }

    private static void batches(List<Case> cases) {
        String good = batch(EMAIL_ONLY);
        String bad = batch(EMAIL_ONLY, pageView("b", UTK).replace("page_title", "colour"));
        for (int status : new int[] {200, 201, 204}) {
            add(cases, "S7 assumed, S10 documented, S17 documented", "{'rules.batch-status':" + status + "}", s -> s.post(
                    BATCH, good), status);
        }
        add(cases, "S6 documented, S7 assumed, S10 documented, S17 documented", "{}", s -> s.post(BATCH, bad), 207);
        add(cases, "S6 documented, S17 documented", "{'rules.bad-batch':'whole'}", s -> s.post(BATCH, bad), 400);
        add(cases, "S18 assumed", "{'batch-maximum':1}", s -> s.post(BATCH, bad), 400);
        add(cases, "S19 observed", "{}", s -> s.post(BATCH, "{\"inputs\":[]}"), 400);
    }

    private static void appEvents(List<Case> cases) {
        String event = EMAIL_ONLY.replace("eventTemplateId", "eventTypeName").replace("tokens", "properties");
        String named = event.replace("1001", "ae77001_integrators-timeline-event-type-id-1001");
        String usual = "S7 assumed, S10 documented, S20 documented";
        for (String version : List.of("v4", "2026-03", "2026-09")) {
            String path = "/integrators/timeline/" + version + "/events";
            add(cases, usual, "{}", s -> s.post(path, named), 201);
            add(cases, usual, "{}", s -> s.post(path + "/batch", batch(event)), 200);
            add(cases, "S20 documented", "{}", s -> {
                s.post(path, event);
                return s.post(path, named);
            }, 409);
        }
        add(cases, usual, "{'rules.app-event-status':200}", s -> s.post(DATED, event), 200);
        add(cases, "S20 documented", "{'app-events-versions':['v4']}", s -> s.post(DATED, event), 404);
        add(cases, "S4 observed", "{}", s -> s.post(DATED, event.replace("\"id\":\"a\",", "")), 400);
        add(cases, "S20 documented", "{}", s -> {
            s.post(DATED, event);
            return s.post(DATED + "/batch", batch(event.replace("\"a\"", "\"b\""), event));
        }, 409);
        add(cases, "S18 assumed", "{'app-events-batch-maximum':1}", s -> s.post(DATED + "/batch", batch(event, event)), 400);
        add(cases, "S7 assumed, S10 documented, S20 documented, S29 documented", "{'visible-after':'5s'}", s -> s.post(
                DATED, event), 201);
        add(cases, "S28 observed", "{}", s -> s.post(EVENTS + "/batch", batch(event)), 404);
    }

    private static void credentials(List<Case> cases) {
        String accepted = "S1 documented, S7 assumed, S10 documented, S23 disputed";
        add(cases, "S21 documented", "{}", s -> s.form("/oauth/v3/token", SandboxServer.REFRESH), 200);
        add(cases, "S21 documented", "{'oauth-versions':['v3']}", s -> s.form(
                "/oauth/2026-03/token", SandboxServer.REFRESH), 404);
        add(cases, "S22 observed", "{}", s -> s.withToken("").post(EVENTS, EMAIL_ONLY), 401);
        add(cases, "S22 observed", "{}", s -> s.withToken("nobody").post(EVENTS, EMAIL_ONLY), 401);
        add(cases, "S22 observed", "{'rules.unknown-bearer':'undecodable'}", s -> s.withToken("nobody")
                .post(EVENTS, EMAIL_ONLY), 401);
        add(cases, "S22 observed, S23 disputed", "{}", s -> s.withToken("pat-eu1-1").post(EVENTS, EMAIL_ONLY), 403);
        add(cases, accepted, "{'rules.private-app-token':'accept'}", s -> s.withToken("pat-eu1-4242")
                .post(EVENTS, EMAIL_ONLY), 201);
        add(cases, "S26 documented", "{'requests':1}", s -> {
            s.post(EVENTS, EMAIL_ONLY);
            return s.post(EVENTS, EMAIL_ONLY);
        }, 429);
    }

    private static void templates(List<Case> cases) {
        String template = "{\"name\":\"Plan chosen\",\"objectType\":\"contacts\",\"tokens\":[]}";
        String writing = "{\"name\":\"town\",\"label\":\"Town\",\"type\":\"string\",\"objectPropertyName\":\"city\"}";
        add(cases, "S24 documented", "{}", s -> s.post(TEMPLATES + KEY, template), 201);
        add(cases, "S24 documented", "{}", s -> s.get(TEMPLATES), 403);
        add(cases, "S25 documented", "{'rules.new-app':true}", s -> s.post(TEMPLATES + KEY, template), 403);
        add(cases, "S1 documented, S7 assumed, S10 documented, S15 disputed", "{}", s -> {
            s.post(TEMPLATES + "/1001/tokens" + KEY, writing);
            return s.post(EVENTS, EMAIL_ONLY);
        }, 201);
    }

    private static void own(List<Case> cases) {
        add(cases, "S12 own", "{}", s -> s.control("link", "{'utk':'" + UTK + "','email':'ada@example.com'}"), 200);
        add(cases, "S27 own", "{}", s -> {
            s.control("faults", "{'name':'423'}");
            return s.post(EVENTS, EMAIL_ONLY);
        }, 423);
        add(cases, "S28 observed", "{}", s -> s.get("/integrators/timeline/v3/nowhere"), 404);
        add(cases, "S28 observed", "{}", s -> s.put(EVENTS, "{}"), 405);
        add(cases, "S30 own", "{}", s -> s.control("cookie", "{}"), 200);
        add(cases, "control own", "{}", s -> s.get("/sandbox/control/clock"), 200);
        add(cases, "control own", "{}", s -> s.get("/sandbox"), 200);
    }

    private static void add(
            List<Case> cases, String contract, String settings, Function<SandboxServer, HttpResponse<String>> request,
            int status) {
        cases.add(new Case(contract, settings, request, status));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheContractSaysAndNamesItsRows(Case one) {
        sandbox.authorized().turn(one.settings());

        HttpResponse<String> response = one.request().apply(sandbox);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(one.status());
        assertThat(header(response, Contract.HEADER)).isEqualTo(one.contract());
    }

    @Test
    void everyRowIsTested() {
        Set<Contract> tested = EnumSet.noneOf(Contract.class);
        cases().flatMap(one -> Arrays.stream(one.contract().split(", ", -1)))
                .forEach(text -> Stream.of(Contract.values())
                        .filter(row -> row.text().equals(text))
                        .forEach(tested::add));

        assertThat(tested).containsExactlyInAnyOrder(Contract.values());
    }

    @Test
    void putsTheCorrelationIdIntoBodyAndBothHeaders() {
        HttpResponse<String> response = sandbox.get("/integrators/timeline/v3/nowhere");

        String id = json(response).path("correlationId").asText();
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(header(response, "x-hubspot-correlation-id")).isEqualTo(id);
        assertThat(header(response, "x-request-id")).isEqualTo(id);
    }

    @Test
    void tellsOfAnUndecodableTokenInDaysSince1970() {
        sandbox.turn("{'rules.unknown-bearer':'undecodable'}");

        HttpResponse<String> response = sandbox.withToken("nobody").post(EVENTS, EMAIL_ONLY);

        assertThat(json(response).path("message").asText())
                .isEqualTo("The OAuth token used to make this call expired 20780 day(s) ago.");
    }

    @Test
    void wordsAMissingFieldInTheNewerWay() {
        sandbox.authorized().turn("{'rules.missing-field':'not-set'}");

        assertThat(json(sandbox.post(EVENTS, "{\"tokens\":{}}")).path("message").asText())
                .isEqualTo("Invalid input JSON on line 1, column 13. Some required fields were not set: [eventTemplateId]");
    }

    @Test
    void showsAppEventsLaterThanItAnswers() {
        String event = EMAIL_ONLY.replace("eventTemplateId", "eventTypeName").replace("tokens", "properties");
        sandbox.authorized().turn("{'visible-after':'5s'}").post(DATED, event);

        assertThat(shown()).isZero();
        assertThat(sandbox.post(DATED, event).statusCode()).isEqualTo(409);
        sandbox.control("clock", "{'advance':'5s'}");
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void namesTheAddressOfAnAppEventAndReadsItThere() {
        String event = EMAIL_ONLY.replace("eventTemplateId", "eventTypeName").replace("tokens", "properties");

        String location = header(sandbox.authorized().post(DATED, event), "Location");

        assertThat(location).isEqualTo("events/1001/a");
        assertThat(json(sandbox.get("/integrators/timeline/2026-09/" + location))
                        .path("eventTypeName")
                        .asText())
                .isEqualTo("1001");
    }

    @Test
    void writesThePropertyThatATokenNames() {
        String token = "{\"name\":\"%1$s\",\"label\":\"L\",\"type\":\"string\",\"objectPropertyName\":\"%1$s\"}";
        sandbox.authorized().post(TEMPLATES + "/1001/tokens" + KEY, token.formatted("city"));
        sandbox.post(TEMPLATES + "/1001/tokens" + KEY, token.formatted("mood"));
        String event = EMAIL_ONLY.replace("\"page_title\"", "\"city\":\"Oslo\",\"mood\":\"fine\",\"page_title\"");

        sandbox.post(EVENTS, event);
        assertThat(properties()).isEqualTo("{\"city\":\"Oslo\"}");

        sandbox.turn("{'rules.missing-property':'add'}").post(EVENTS, event);
        assertThat(properties()).isEqualTo("{\"city\":\"Oslo\",\"mood\":\"fine\"}");
    }

    @Test
    void leavesOutTheLimitsHeadersOrSaysRetryAfter() {
        sandbox.authorized().turn("{'rate-headers':false,'retry-after':true,'requests':1}");

        assertThat(header(sandbox.post(EVENTS, EMAIL_ONLY), "X-HubSpot-RateLimit-Max")).isEmpty();
        HttpResponse<String> refused = sandbox.post(EVENTS, EMAIL_ONLY);
        assertThat(header(refused, "Retry-After")).isEqualTo("10");
        assertThat(json(refused).path("groupName").asText())
                .isEqualTo("publicapi:oauth-api-calls-ten-secondly:77001:4242");
    }

    @Test
    void takesTwoHundredAccountsOfTheSameApp() {
        assertThat(json(sandbox.control("accounts", "{'count':200}")).path("accounts")).hasSize(200);

        List<Integer> statuses = IntStream.of(10001, 10200)
                .mapToObj(hub -> sandbox.authorizedFor("refresh-" + hub).post(EVENTS, EMAIL_ONLY))
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).containsOnly(201);
        assertThat(json(sandbox.get("/sandbox/control/witness?hub=10200"))
                        .path("accounts")
                        .path(0)
                        .path("taken")
                        .asInt())
                .isEqualTo(1);
    }

    private int shown() {
        return json(sandbox.get("/sandbox/control/state"))
                .path("contacts")
                .path(0)
                .path("total")
                .asInt();
    }

    private String properties() {
        return json(sandbox.get("/sandbox/control/state"))
                .path("contacts")
                .path(0)
                .path("properties")
                .toString();
    }
}
