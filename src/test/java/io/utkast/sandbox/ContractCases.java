package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.batch;
import static io.utkast.sandbox.SandboxServer.pageView;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract as a table: a request, the status of its answer, and the rows that the debug header names. */
final class ContractCases {
    static final String EVENTS = "/integrators/timeline/v3/events";
    static final String DATED = "/integrators/timeline/2026-09/events";
    static final String TEMPLATES = "/integrators/timeline/v3/77001/event-templates";
    static final String KEY = "?hapikey=demo-developer-key";
    /** An event of a contact that its e-mail makes. */
    static final String BY_EMAIL = pageView("a", UTK).replace("\"utk\":\"" + UTK, "\"email\":\"ada@example.com");

    static final String APP_EVENT =
            BY_EMAIL.replace("eventTemplateId", "eventTypeName").replace("tokens", "properties");

    private static final String BATCH = EVENTS + "/batch/create";
    private static final String ALIAS = "/crm/v3/timeline/events";
    private static final String USUAL = "S1 documented, S7 assumed, S10 documented";
    private static final String ORPHAN = pageView("a", UTK);

    private final List<Case> cases = new ArrayList<>();

    private ContractCases() {}

    /** What a client does. */
    interface Request {
        HttpResponse<String> to(SandboxServer sandbox);
    }

    /** Settings turned before (JSON with single quotes), a request, and what its answer has to be. */
    record Case(String settings, int status, String contract, Request request) {
        @Override
        public String toString() {
            return contract + " " + settings + " " + status;
        }
    }

    static Stream<Case> all() {
        ContractCases table = new ContractCases();
        table.wellFormedEvents();
        table.refusedEvents();
        table.unlinkedAndRepeatedEvents();
        table.batches();
        table.appEvents();
        table.credentials();
        table.templates();
        table.own();
        return table.cases.stream();
    }

    private void wellFormedEvents() {
        String number = BY_EMAIL.replace("\"Pricing\"", "12");
        String whole = BY_EMAIL.replace("\"Pricing\"", "\"P\",\"page_url\":\"/\",\"scroll\":\"1\"");
        String noId = BY_EMAIL.replace("\"id\":\"a\",", "");
        expect(201, "S1 documented, S10 documented", s -> s.post(EVENTS, whole));
        expect(201, "S1 documented, S2 assumed, S10 documented", s -> s.post(ALIAS, whole));
        turned("rules.crm-alias", "refuse", 404, "S2 assumed", s -> s.post(ALIAS, whole));
        expect(201, "S1 documented, S3 documented, S7 assumed, S10 documented", s -> s.post(EVENTS, number));
        expect(201, "S1 documented, S5 disputed, S7 assumed, S10 documented", s -> s.post(EVENTS, noId));
        turned("rules.missing-id", "refuse", 400, "S5 disputed", s -> s.post(EVENTS, noId));
        expect(404, "S16 documented", s -> s.get(EVENTS + "/1001/none"));
        expect(200, "S16 documented", s -> {
            s.post(EVENTS, whole);
            return s.get(EVENTS + "/1001/a");
        });
    }

    private void refusedEvents() {
        String unknown = BY_EMAIL.replace("1001", "9");
        expect(400, "S4 observed", s -> s.post(EVENTS, "{\"tokens\":{}}"));
        turned("rules.missing-field", "not-set", 400, "S4 observed", s -> s.post(EVENTS, "{}"));
        expect(400, "S6 documented", s -> s.post(EVENTS, BY_EMAIL.replace("page_title", "colour")));
        turned("rules.missing-token", "refuse", 400, "S7 assumed", s -> s.post(EVENTS, BY_EMAIL));
        expect(400, "S7 assumed", s -> s.post(EVENTS, BY_EMAIL.replace("page_title", "scroll")));
        expect(404, "S8 assumed", s -> s.post(EVENTS, unknown));
        turned("rules.unknown-template-status", "400", 400, "S8 assumed", s -> s.post(EVENTS, unknown));
        expect(400, "S9 documented", s -> s.post(EVENTS, pageView("x".repeat(501), UTK)));
        expect(400, "S10 documented", s -> s.post(EVENTS, BY_EMAIL.replace("\"email\"", "\"objectId\"")));
    }

    private void unlinkedAndRepeatedEvents() {
        String both = ORPHAN.replace("\"utk\"", "\"email\":\"ada@example.com\",\"utk\"");
        String orphan = "S1 documented, S7 assumed, S11 assumed";
        for (int status : new int[] {200, 201, 202, 204}) {
            turned("rules.orphan-status", "" + status, status, orphan, s -> s.post(EVENTS, ORPHAN));
        }
        turned("rules.orphan-status", "404", 404, "S11 assumed", s -> s.post(EVENTS, ORPHAN));
        expect(201, USUAL + ", S13 assumed", s -> s.post(EVENTS, both));
        Map<String, Integer> repeats = Map.of("last-wins", 201, "bad-request", 400, "conflict", 409);
        repeats.forEach((knob, status) -> {
            String contract = status == 201 ? USUAL + ", S14 assumed" : "S14 assumed";
            turned("rules.repeated-id", knob, status, contract, s -> {
                s.post(EVENTS, BY_EMAIL);
                return s.post(EVENTS, BY_EMAIL);
            });
        });
    }

    private void batches() {
        String bad = batch(BY_EMAIL, pageView("b", UTK).replace("page_title", "colour"));
        String good = "S7 assumed, S10 documented, S17 documented";
        for (int status : new int[] {200, 201, 204}) {
            turned("rules.batch-status", "" + status, status, good, s -> s.post(BATCH, batch(BY_EMAIL)));
        }
        expect(207, "S6 documented, " + good, s -> s.post(BATCH, bad));
        turned("rules.bad-batch", "whole", 400, "S6 documented, S17 documented", s -> s.post(BATCH, bad));
        turned("batch-maximum", "1", 400, "S18 assumed", s -> s.post(BATCH, bad));
        expect(400, "S19 observed", s -> s.post(BATCH, "{\"inputs\":[]}"));
    }

    private void appEvents() {
        String named = APP_EVENT.replace("1001", "ae77001_integrators-timeline-event-type-id-1001");
        String usual = "S7 assumed, S10 documented, S20 documented";
        for (String version : List.of("v4", "2026-03", "2026-09")) {
            String path = "/integrators/timeline/" + version + "/events";
            expect(201, usual, s -> s.post(path, named));
            expect(200, usual, s -> s.post(path + "/batch", batch(APP_EVENT)));
            expect(409, "S20 documented", s -> {
                s.post(path, APP_EVENT);
                return s.post(path, named);
            });
        }
        turned("rules.app-event-status", "200", 200, usual, s -> s.post(DATED, APP_EVENT));
        turned("app-events-versions", "v4", 404, "S20 documented", s -> s.post(DATED, APP_EVENT));
        expect(400, "S4 observed", s -> s.post(DATED, APP_EVENT.replace("\"id\":\"a\",", "")));
        expect(409, "S20 documented", s -> {
            s.post(DATED, APP_EVENT);
            return s.post(DATED + "/batch", batch(APP_EVENT.replace("\"a\"", "\"b\""), APP_EVENT));
        });
        expect(409, "S20 documented", s -> s.post(DATED + "/batch", batch(APP_EVENT, APP_EVENT)));
        turned(
                "app-events-batch-maximum",
                "1",
                400,
                "S20 documented",
                s -> s.post(DATED + "/batch", batch(APP_EVENT, APP_EVENT)));
        turned("visible-after", "5s", 201, usual + ", S29 documented", s -> s.post(DATED, APP_EVENT));
        expect(404, "S28 observed", s -> s.post(EVENTS + "/batch", batch(APP_EVENT)));
    }

    private void credentials() {
        expect(200, "S21 documented", s -> s.form("/oauth/v3/token", SandboxServer.REFRESH));
        turned(
                "oauth-versions",
                "v3",
                404,
                "S21 documented",
                s -> s.form("/oauth/2026-03/token", SandboxServer.REFRESH));
        expect(401, "S22 observed", s -> s.withToken("").post(EVENTS, BY_EMAIL));
        expect(401, "S22 observed", s -> s.withToken("nobody").post(EVENTS, BY_EMAIL));
        turned(
                "rules.unknown-bearer",
                "undecodable",
                401,
                "S22 observed",
                s -> s.withToken("nobody").post(EVENTS, BY_EMAIL));
        expect(403, "S22 observed, S23 disputed", s -> s.withToken("pat-eu1-1").post(EVENTS, BY_EMAIL));
        turned(
                "rules.private-app-token",
                "accept",
                201,
                USUAL + ", S23 disputed",
                s -> s.withToken("pat-eu1-4242").post(EVENTS, BY_EMAIL));
        turned("requests", "1", 429, "S26 documented", s -> {
            s.post(EVENTS, BY_EMAIL);
            return s.post(EVENTS, BY_EMAIL);
        });
    }

    private void templates() {
        String template = "{\"name\":\"Plan chosen\",\"objectType\":\"contacts\",\"tokens\":[]}";
        String writing = "{\"name\":\"town\",\"label\":\"Town\",\"type\":\"string\",\"objectPropertyName\":\"city\"}";
        expect(201, "S24 documented", s -> s.post(TEMPLATES + KEY, template));
        expect(403, "S24 documented", s -> s.get(TEMPLATES));
        turned("rules.new-app", "true", 403, "S25 documented", s -> s.post(TEMPLATES + KEY, template));
        expect(201, USUAL + ", S15 disputed", s -> {
            s.post(TEMPLATES + "/1001/tokens" + KEY, writing);
            return s.post(EVENTS, BY_EMAIL);
        });
    }

    private void own() {
        expect(200, "S12 own", s -> s.control("link", "{'utk':'" + UTK + "','email':'ada@example.com'}"));
        expect(423, "S27 own", s -> {
            s.control("faults", "{'name':'423'}");
            return s.post(EVENTS, BY_EMAIL);
        });
        expect(404, "S28 observed", s -> s.get("/integrators/timeline/v3/nowhere"));
        expect(405, "S28 observed", s -> s.put(EVENTS, "{}"));
        expect(200, "S30 own", s -> s.control("cookie", "{}"));
        expect(200, "control own", s -> s.get("/sandbox/control/clock"));
        expect(200, "control own", s -> s.get("/sandbox"));
    }

    private void expect(int status, String contract, Request request) {
        cases.add(new Case("{}", status, contract, request));
    }

    private void turned(String knob, String value, int status, String contract, Request request) {
        cases.add(new Case("{'" + knob + "':'" + value + "'}", status, contract, request));
    }
}
