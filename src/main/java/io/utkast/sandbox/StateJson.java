package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Renderer.Rendered;
import io.utkast.sandbox.RollingLimit.Reading;
import io.utkast.sandbox.Snapshot.Entries;
import io.utkast.sandbox.Snapshot.Orphan;
import io.utkast.sandbox.Snapshot.Person;
import java.time.Clock;
import java.util.List;

/** The state of an account as JSON, with its events rendered; what the sandbox's page and tests look at. */
final class StateJson {
    private final Renderer renderer;
    private final List<Portal> portals;
    private final Faults faults;
    private final Clock clock;

    StateJson(Renderer renderer, List<Portal> portals, Faults faults, Clock clock) {
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
        portals.forEach(one -> accounts.add(one.account().hubId()));
        counters(json.putObject("counters"), portal, snapshot);
        quota(json.putObject("quota"), portal.limit().read());
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
        json.put("faultsPending", faults.pending());
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
        json.put("firstName", person.firstName());
        json.put("lastName", person.lastName());
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
