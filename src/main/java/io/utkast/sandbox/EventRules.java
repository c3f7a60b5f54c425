package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.SandboxConfig.Rules;
import io.utkast.sandbox.SandboxConfig.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final Rules rules;

    EventRules(Rules rules) {
        this.rules = rules;
    }

    /** What is wrong with the event, one sentence each; empty if nothing is. */
    List<String> problems(IncomingEvent event, EventTemplate template) {
        List<String> problems = new ArrayList<>();
        if (event.id() == null && rules.missingId() == Stance.REFUSE) {
            problems.add("id is required");
        }
        identity(event.identity(), template, problems);
        sizes(event, problems);
        event.tokens().forEach((name, value) -> {
            Token token = template.tokens().get(name);
            if (token == null) {
                if (rules.unknownToken() == Stance.REFUSE) {
                    problems.add("Token '" + name + "' does not exist on event template " + template.id());
                }
            } else if (rules.badTokenValue() == Stance.REFUSE && !fits(token, value)) {
                problems.add("Token '" + name + "' is not a valid "
                        + token.type().name().toLowerCase(java.util.Locale.ROOT));
            }
        });
        if (rules.missingToken() == Stance.REFUSE) {
            template.tokens().keySet().stream()
                    .filter(name -> !event.tokens().containsKey(name))
                    .sorted()
                    .forEach(name -> problems.add("Token '" + name + "' is missing"));
        }
        return problems;
    }

    /** Whether the text could be an e-mail address. */
    static boolean isEmail(String text) {
        return text.length() <= 254 && EMAIL.matcher(text).matches();
    }

    private static void identity(Identity identity, EventTemplate template, List<String> problems) {
        if (!template.forContacts() && identity.objectId() == null) {
            problems.add("objectId is required for object type " + template.objectType());
        } else if (identity.isEmpty()) {
            problems.add("One of objectId, utk or email is required");
        }
        String email = identity.email();
        if (email != null && !isEmail(email)) {
            problems.add("email is not a valid e-mail address");
        }
    }

    private static void sizes(IncomingEvent event, List<String> problems) {
        String id = event.id();
        long whole = id == null ? 0 : bytes(id);
        if (whole > ID_BYTES) {
            problems.add("id is over " + ID_BYTES + " bytes");
        }
        for (Map.Entry<String, String> token : event.tokens().entrySet()) {
            int size = bytes(token.getValue());
            if (size > VALUE_BYTES) {
                problems.add("Token '" + token.getKey() + "' is over 510 KB");
            }
            whole += size + bytes(token.getKey());
        }
        if (event.extraData() != null) {
            whole += JsonText.bytes(event.extraData()).length;
        }
        if (whole > EVENT_BYTES) {
            problems.add("The event is over 1 MB");
        }
    }

    private static boolean fits(Token token, String value) {
        return switch (token.type()) {
            case STRING -> true;
            case NUMBER -> NUMBER.matcher(value).matches();
            case DATE -> EPOCH_MILLIS.matcher(value).matches();
            case ENUMERATION -> token.options().contains(value);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
