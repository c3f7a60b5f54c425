package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Renderer.Rendered;
import io.utkast.sandbox.RollingLimit.Reading;
import io.utkast.sandbox.Snapshot.Entries;
import io.utkast.sandbox.Snapshot.Orphan;
import io.utkast.sandbox.Snapshot.Person;
import java.util.Comparator;

/** The state of an account as JSON, with its events rendered; what the sandbox's page and tests look at. */
final class StateJson {
    private static final int USAGES = 24;
    private static final int REFUSALS = 20;

    private final Renderer renderer;
    private final Portals portals;
    private final Faults faults;
    private final MovableClock clock;

    StateJson(Renderer renderer, Portals portals, Faults faults, MovableClock clock) {
        this.renderer = renderer;
        this.portals = portals;
        this.faults = faults;
        this.clock = clock;
    }

    ObjectNode write(Portal portal, int owners, int each) {
        Snapshot snapshot = portal.crm().snapshot(owners, each);
        ObjectNode json = JsonText.object();
        json.put("now", JsonText.millis(clock.instant()));
        json.put("hubId", portal.account().hubId());
        ArrayNode accounts = json.putArray("accounts");
        portals.all().forEach(one -> accounts.add(one.account().hubId()));
        json.put("clockOffsetMillis", clock.offset().toMillis());
        counters(json.putObject("counters"), portal, snapshot);
        quota(json.putObject("quota"), portal.limit().read());
        usage(json.putArray("usage"));
        json.set("faults", faults.describe());
        ArrayNode refusals = json.putArray("refusals");
        portal.ledger().latest(REFUSALS).forEach(refused -> refusals.add(refusal(refused)));
        ArrayNode contacts = json.putArray("contacts");
        snapshot.contacts().forEach(person -> contacts.add(person(person)));
        ArrayNode orphans = json.putArray("orphans");
        snapshot.orphans().forEach(orphan -> orphans.add(orphan(orphan)));
        return json;
    }

    ObjectNode event(StoredEvent event) {
        ObjectNode json = EventJson.write(event, Dialect.TIMELINE);
        Rendered rendered = renderer.render(event);
        json.put("name", event.template().name());
        json.put("header", rendered.header());
        json.put("detail", rendered.detail());
        json.put("sends", event.sends().count());
        return json;
    }

    /** An event with its latest sends. */
    ObjectNode history(StoredEvent event) {
        ObjectNode json = event(event);
        ArrayNode latest = json.putArray("latestSends");
        event.sends()
                .latest()
                .forEach(send -> latest.addObject()
                        .put("at", JsonText.millis(send.at()))
                        .put("owner", send.owner())
                        .put("kept", send.kept()));
        return json;
    }

    /** What a test wants to prove by. */
    ObjectNode witness(Portal portal) {
        Portal.Counters counters = portal.counters();
        WindowMeter.Reading window = portal.meter().read();
        Reading limit = portal.limit().read();
        return JsonText.object()
                .put("hubId", portal.account().hubId())
                .put("requests", counters.requests.sum())
                .put("rateLimited", counters.rateLimited.sum())
                .put("limit", limit.maximum())
                .put("windowMillis", limit.windowMillis())
                .put("inWindow", window.now())
                .put("mostInWindow", window.most())
                .put("taken", counters.taken.sum())
                .put("repeated", counters.repeated.sum())
                .put("refused", counters.refused.sum())
                .put("idsForgotten", portal.ledger().forgotten());
    }

    /** The busiest accounts. */
    private void usage(ArrayNode json) {
        portals.all().stream()
                .map(this::witness)
                .sorted(Comparator.<ObjectNode>comparingLong(
                                one -> -one.path("inWindow").asLong())
                        .thenComparingLong(one -> -one.path("requests").asLong()))
                .limit(USAGES)
                .forEach(json::add);
    }

    private static ObjectNode refusal(Ledger.Refused refused) {
        Refusal refusal = refused.refusal();
        ObjectNode json = JsonText.object()
                .put("at", JsonText.millis(refused.at()))
                .put("id", refusal.id())
                .put("status", refusal.status())
                .put("message", refusal.message())
                .put("contract", Contract.text(refusal.rows()));
        ArrayNode problems = json.putArray("problems");
        refusal.problems().forEach(problem -> problems.add(problem.text()));
        return json;
    }

    private void counters(ObjectNode json, Portal portal, Snapshot snapshot) {
        Portal.Counters counters = portal.counters();
        json.put("requests", counters.requests.sum());
        json.put("rateLimited", counters.rateLimited.sum());
        json.put("taken", counters.taken.sum());
        json.put("repeated", counters.repeated.sum());
        json.put("refused", counters.refused.sum());
        json.put("events", snapshot.totals().events());
        json.put("contacts", snapshot.totals().contacts());
        json.put("orphans", snapshot.totals().orphans());
        json.put("faultsHappened", faults.happened());
        json.putObject("dropped")
                .put("events", snapshot.totals().dropped().events())
                .put("contacts", snapshot.totals().dropped().contacts())
                .put("orphans", snapshot.totals().dropped().orphans());
    }

    private static void quota(ObjectNode json, Reading reading) {
        json.put("limit", reading.maximum());
        json.put("used", reading.used());
        json.put("windowMillis", reading.windowMillis());
    }

    private ObjectNode person(Person person) {
        ObjectNode json = JsonText.object();
        json.put("id", person.id());
        json.put("email", person.email());
        json.put("firstName", person.properties().get("firstname"));
        json.put("lastName", person.properties().get("lastname"));
        ObjectNode properties = json.putObject("properties");
        person.properties().forEach(properties::put);
        json.put("createdAt", JsonText.millis(person.createdAt()));
        person.utks().forEach(json.putArray("utks")::add);
        entries(json, person.entries());
        return json;
    }

    private ObjectNode orphan(Orphan orphan) {
        ObjectNode json = JsonText.object();
        json.put("utk", orphan.utk());
        entries(json, orphan.entries());
        return json;
    }

    private void entries(ObjectNode json, Entries entries) {
        json.put("total", entries.total());
        ArrayNode events = json.putArray("events");
        entries.newest().forEach(event -> events.add(event(event)));
    }
}
