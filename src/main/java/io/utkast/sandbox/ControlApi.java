package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Tokens.Install;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sandbox's own API on its data: look at it, link visitors, end tokens. {@code docs/sandbox.md} has all of it. */
final class ControlApi {
    static final Pattern UTK = Pattern.compile("[0-9a-f]{32}");
    private static final int NAME_LENGTH = 100;
    private static final int OWNERS = 1_000;
    private static final int EVENTS = 10_000;

    private final Portals portals;
    private final Tokens tokens;
    private final Knobs knobs;
    private final StateJson state;

    ControlApi(Portals portals, Tokens tokens, Knobs knobs, StateJson state) {
        this.portals = portals;
        this.tokens = tokens;
        this.knobs = knobs;
        this.state = state;
    }

    Reply state(@Nullable String hub, @Nullable String owners, @Nullable String events) {
        return in(
                hub,
                portal -> Reply.json(200, state.write(portal, number(owners, 20, OWNERS), number(events, 30, EVENTS))));
    }

    /**
     * One line for each stored event: its id, and how often it was sent, accepted and refused, with tabs between. With
     * {@code all} one line for each id that ever arrived.
     */
    Reply events(@Nullable String hub, boolean all) {
        StringBuilder lines = new StringBuilder();
        for (Portal portal : portals.all()) {
            if (hub == null || hub.equals(Long.toString(portal.account().hubId()))) {
                if (all) {
                    portal.ledger().all().forEach((id, tally) -> line(lines, id, tally));
                } else {
                    Map<String, Ledger.Tally> tallies = portal.ledger().all();
                    portal.crm().all().forEach(event -> line(lines, event.id(), tally(event, tallies)));
                }
            }
        }
        return Reply.text(200, "text/plain;charset=utf-8", lines.toString());
    }

    /** The events of this id, one for each template, with their sends. */
    Reply event(@Nullable String hub, String id) {
        return in(hub, portal -> {
            ObjectNode body = JsonText.object();
            Ledger.Tally tally = portal.ledger().tally(id);
            ArrayNode found = body.putArray("results");
            portal.crm().all().stream()
                    .filter(event -> event.id().equals(id))
                    .forEach(event -> found.add(state.history(event)));
            body.put("sends", tally.sends());
            body.put("accepted", tally.accepted());
            body.put("refused", tally.refused());
            return found.isEmpty() && tally.sends() == 0
                    ? problem(404, "id", "an event that was sent to this account")
                    : Reply.json(200, body);
        });
    }

    /** What a test asks in the end: requests, 429s and the fullest window, of one account or of all. */
    Reply witness(@Nullable String hub) {
        ObjectNode body = JsonText.object();
        ArrayNode accounts = body.putArray("accounts");
        portals.all().stream()
                .filter(portal ->
                        hub == null || hub.equals(Long.toString(portal.account().hubId())))
                .forEach(portal -> accounts.add(state.witness(portal)));
        return accounts.isEmpty() ? noSuchHub() : Reply.json(200, body);
    }

    Reply link(@Nullable String hub, byte[] body) {
        Asked asked = Asked.of(body, "utk", "email", "firstName", "lastName");
        String utk = asked.text("utk", "").toLowerCase(Locale.ROOT);
        String email = asked.text("email", "");
        if (!UTK.matcher(utk).matches()) {
            throw new Asked.Wrong("utk", "32 hexadecimal digits");
        }
        if (!EventRules.isEmail(email)) {
            throw new Asked.Wrong("email", "an e-mail address");
        }
        Identified visitor = new Identified(
                utk, email, asked.textOrNull("firstName", NAME_LENGTH), asked.textOrNull("lastName", NAME_LENGTH));
        return in(hub, portal -> {
            Linked linked = portal.crm().link(visitor, knobs.get(Knob.MISSING_PROPERTY));
            ObjectNode answer = JsonText.object();
            answer.put("contactId", linked.contactId());
            answer.put("linked", linked.ownerId().equals(linked.contactId()));
            answer.put("ownerId", linked.ownerId());
            answer.put("attached", linked.attached());
            return Reply.json(200, answer).following(Contract.S12);
        });
    }

    /** Of all accounts, or of one. */
    Reply expireTokens(@Nullable String hub, byte[] body) {
        boolean grants = Asked.of(body, "refresh").flag("refresh");
        if (hub == null) {
            tokens.expire(null, grants);
            return Reply.empty(204);
        }
        return in(hub, portal -> {
            tokens.expire(portal, grants);
            return Reply.empty(204);
        });
    }

    /** A code as the page of {@code /oauth/authorize} gives it, for any redirect URI. */
    Reply code(@Nullable String hub) {
        return in(
                hub,
                portal -> Reply.json(
                        200, JsonText.object().put("code", tokens.code(Install.of(portal), Tokens.Request.ANY))));
    }

    private Reply in(@Nullable String hub, Function<Portal, Reply> work) {
        return portals.named(hub).map(work).orElseGet(ControlApi::noSuchHub);
    }

    /** Of an event whose id the ledger has forgotten only the sends are known. */
    private static Ledger.Tally tally(StoredEvent event, Map<String, Ledger.Tally> tallies) {
        int sends = event.sends().count();
        return tallies.getOrDefault(event.id(), new Ledger.Tally(sends, sends, 0));
    }

    private static void line(StringBuilder lines, String id, Ledger.Tally tally) {
        lines.append(id)
                .append('\t')
                .append(tally.sends())
                .append('\t')
                .append(tally.accepted())
                .append('\t')
                .append(tally.refused())
                .append('\n');
    }

    private static int number(@Nullable String text, int otherwise, int maximum) {
        boolean isNumber = text != null && text.matches("\\d{1,6}");
        return isNumber ? Math.clamp(Integer.parseInt(text), 1, maximum) : otherwise;
    }

    static Reply noSuchHub() {
        return problem(404, "hub", "the hub id of an account; GET /sandbox/control/accounts lists them");
    }

    static Reply problem(int status, String field, String expected) {
        return Reply.json(
                status,
                JsonText.object()
                        .put("error", field + ": " + expected)
                        .put("field", field)
                        .put("expected", expected));
    }
}
