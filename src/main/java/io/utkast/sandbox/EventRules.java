package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.Refusal.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares an event with its template and with HubSpot's limits. */
final class EventRules {
    /** HubSpot's size limits of 17 March 2025: id, one value, everything. */
    private static final int ID_BYTES = 500;

    private static final int VALUE_BYTES = 510 * 1024;
    private static final int EVENT_BYTES = 1024 * 1024;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?\\d{1,15}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final Knobs knobs;

    EventRules(Knobs knobs) {
        this.knobs = knobs;
    }

    /** What is wrong with the event, one sentence each; empty if nothing is. */
    List<Problem> problems(IncomingEvent event, EventTemplate template) {
        List<Problem> problems = new ArrayList<>();
        if (event.id() == null && knobs.refuses(Knob.MISSING_ID)) {
            problems.add(new Problem(Contract.S5, "id is required"));
        }
        identity(event.identity(), template, problems);
        sizes(event, problems);
        event.tokens().forEach((name, value) -> token(name, value, template).ifPresent(problems::add));
        if (knobs.refuses(Knob.MISSING_TOKEN)) {
            template.tokens().keySet().stream()
                    .filter(name -> !event.tokens().containsKey(name))
                    .sorted()
                    .forEach(name -> problems.add(new Problem(Contract.S7, "Token '" + name + "' is missing")));
        }
        return problems;
    }

    /** The rows of the contract that a good event touches before it is stored. */
    Set<Contract> touched(IncomingEvent event, EventTemplate template, Dialect dialect) {
        Set<Contract> rows = EnumSet.of(dialect == Dialect.TIMELINE ? Contract.S1 : Contract.S20);
        if (event.numbers()) {
            rows.add(Contract.S3);
        }
        if (event.id() == null) {
            rows.add(Contract.S5);
        }
        if (!event.tokens().keySet().containsAll(template.tokens().keySet())) {
            rows.add(Contract.S7);
        }
        return rows;
    }

    private Optional<Problem> token(String name, String value, EventTemplate template) {
        Token token = template.tokens().get(name);
        if (token == null) {
            return knobs.refuses(Knob.UNKNOWN_TOKEN)
                    ? Optional.of(new Problem(
                            Contract.S6, "Token '" + name + "' does not exist on event template " + template.id()))
                    : Optional.empty();
        }
        return knobs.refuses(Knob.BAD_TOKEN_VALUE) && !fits(token, value)
                ? Optional.of(
                        new Problem(Contract.S7, "Token '" + name + "' is not a valid " + Form.kebab(token.type())))
                : Optional.empty();
    }

    /** Whether the text could be an e-mail address. */
    static boolean isEmail(String text) {
        return text.length() <= 254 && EMAIL.matcher(text).matches();
    }

    private static void identity(Identity identity, EventTemplate template, List<Problem> problems) {
        if (!template.forContacts() && identity.objectId() == null) {
            problems.add(new Problem(Contract.S10, "objectId is required for object type " + template.objectType()));
        } else if (identity.isEmpty()) {
            problems.add(new Problem(Contract.S10, "One of objectId, utk or email is required"));
        }
        String email = identity.email();
        if (email != null && !isEmail(email)) {
            problems.add(new Problem(Contract.S10, "email is not a valid e-mail address"));
        }
    }

    private static void sizes(IncomingEvent event, List<Problem> problems) {
        String id = event.id();
        long whole = id == null ? 0 : bytes(id);
        if (whole > ID_BYTES) {
            problems.add(new Problem(Contract.S9, "id is over " + ID_BYTES + " bytes"));
        }
        for (Map.Entry<String, String> token : event.tokens().entrySet()) {
            int size = bytes(token.getValue());
            if (size > VALUE_BYTES) {
                problems.add(new Problem(Contract.S9, "Token '" + token.getKey() + "' is over 510 KB"));
            }
            whole += size + bytes(token.getKey());
        }
        if (event.extraData() != null) {
            whole += JsonText.bytes(event.extraData()).length;
        }
        if (whole > EVENT_BYTES) {
            problems.add(new Problem(Contract.S9, "The event is over 1 MB"));
        }
    }

    private static boolean fits(Token token, String value) {
        return switch (token.type()) {
            case STRING -> true;
            case NUMBER -> NUMBER.matcher(value).matches();
            case DATE -> EPOCH_MILLIS.matcher(value).matches();
            case ENUMERATION -> token.allows(value);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
