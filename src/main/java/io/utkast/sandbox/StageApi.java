package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Contract.Evidence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The sandbox's own API on how it behaves: faults, settings, the clock, accounts, and starting again. */
final class StageApi {
    private static final Duration FURTHEST = Duration.ofDays(36_500);

    private final Portals portals;
    private final Tokens tokens;
    private final Templates templates;
    private final Faults faults;
    private final Setting setting;

    /** What can be moved and turned, and where it started. */
    record Setting(Knobs knobs, MovableClock clock, SandboxConfig config) {}

    StageApi(Portals portals, Tokens tokens, Templates templates, Faults faults, Setting setting) {
        this.portals = portals;
        this.tokens = tokens;
        this.templates = templates;
        this.faults = faults;
        this.setting = setting;
    }

    Reply faults() {
        ObjectNode body = JsonText.object();
        body.set("faults", faults.describe());
        body.put("happened", faults.happened());
        ArrayNode names = body.putArray("names");
        for (ErrorRow row : ErrorRow.values()) {
            Evidence evidence = row.evidence();
            names.addObject()
                    .put("name", Form.kebab(row))
                    .put("status", row.status())
                    .put("evidence", evidence.text());
        }
        return Reply.json(200, body).following(Contract.S27);
    }

    Reply addFault(@Nullable String hub, byte[] body) {
        Long only = hub == null || !hub.matches("\\d{1,15}") ? null : Long.valueOf(hub);
        Fault fault = Fault.of(body, only);
        Long target = fault.target().hub();
        if ((hub != null && only == null)
                || (target != null && portals.withHub(target).isEmpty())) {
            return ControlApi.noSuchHub();
        }
        return faults.add(fault)
                ? faults()
                : ControlApi.problem(
                        409, "faults", "at most 100 at a time; DELETE /sandbox/control/faults takes all back");
    }

    Reply clearFaults() {
        faults.clear();
        return Reply.empty(204);
    }

    Reply settings() {
        return Reply.json(200, setting.knobs().describe());
    }

    Reply turn(byte[] body) {
        JsonNode changes = Asked.json(body);
        setting.knobs().turn(changes);
        if (changes.has(Knob.REQUESTS.name()) || changes.has(Knob.PER.name())) {
            portals.all().forEach(Portal::newLimit);
        }
        return settings();
    }

    Reply clock() {
        MovableClock clock = setting.clock();
        ObjectNode body = JsonText.object();
        body.put("now", JsonText.millis(clock.instant()));
        body.put("offsetMillis", clock.offset().toMillis());
        return Reply.json(200, body);
    }

    /** {@code set}: to an instant, {@code advance}: by a duration, {@code reset}: back to the real time. */
    Reply moveClock(byte[] body) {
        Asked asked = Asked.of(body, "set", "advance", "reset");
        MovableClock clock = setting.clock();
        Duration before = clock.offset();
        if (asked.has("set")) {
            clock.set(instant(asked.text("set", "")));
        } else if (asked.has("advance")) {
            clock.offset(before.plus(advance(asked.text("advance", ""))));
        } else if (asked.flag("reset")) {
            clock.offset(Duration.ZERO);
        } else {
            throw new Asked.Wrong("set", "an instant such as 2027-02-16T00:00:00Z; or advance, or reset");
        }
        if (clock.offset().compareTo(before) < 0) {
            // What lies in the future now would fill the windows until then.
            portals.all().forEach(Portal::newLimit);
        }
        return clock();
    }

    Reply accounts() {
        return Reply.json(200, described(portals.all()));
    }

    /** Adds {@code count} accounts of the demo's app, with hub ids from {@code firstHubId} on. */
    Reply addAccounts(byte[] body) {
        Asked asked = Asked.of(body, "count", "firstHubId");
        int room = Portals.MAXIMUM - portals.all().size();
        if (room == 0) {
            return ControlApi.problem(409, "count", "no more: there are " + Portals.MAXIMUM + " accounts already");
        }
        long count = asked.number("count", 1, 1, room);
        long first = asked.number("firstHubId", firstFree(), 1, 1_000_000_000_000L);
        if (LongStream.range(first, first + count)
                .anyMatch(hub -> portals.withHub(hub).isPresent())) {
            throw new Asked.Wrong("firstHubId", "a hub id from which on all are free");
        }
        List<Portal> added = LongStream.range(first, first + count)
                .mapToObj(hub -> Account.numbered(hub, setting.config()))
                .flatMap(account -> portals.add(account).stream())
                .toList();
        added.forEach(tokens::welcome);
        return Reply.json(201, described(added));
    }

    /** Everything as at the start, but accounts that were added stay. */
    Reply reset() {
        setting.knobs().reset();
        setting.clock().offset(Duration.ZERO);
        templates.reset();
        faults.reset();
        portals.all().forEach(Portal::reset);
        tokens.reset();
        return Reply.empty(204);
    }

    private long firstFree() {
        return LongStream.iterate(Account.FIRST_OF_MORE, hub -> hub + 1)
                .filter(hub -> portals.withHub(hub).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode described(List<Portal> portals) {
        ObjectNode body = JsonText.object();
        ArrayNode accounts = body.putArray("accounts");
        for (Portal portal : portals) {
            Account account = portal.account();
            ObjectNode one = accounts.addObject()
                    .put("hubId", account.hubId())
                    .put("appId", account.appId())
                    .put("clientId", account.client().id())
                    .put("clientSecret", account.client().secret())
                    .put("refreshToken", account.refreshToken());
            account.scopes().stream().sorted().forEach(one.putArray("scopes")::add);
        }
        return body;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Asked.Wrong("set", "an instant such as 2027-02-16T00:00:00Z", e);
        }
    }

    private static Duration advance(String text) {
        try {
            Duration by = Form.span(text);
            if (by.abs().compareTo(FURTHEST) <= 0) {
                return by;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Asked.Wrong("advance", "a duration such as 10s, 30m, 2h or PT-5M", e);
        }
        throw new Asked.Wrong("advance", "at most 100 years");
    }
}
