package io.utkast.site;

import io.utkast.event.EventType;
import io.utkast.site.SitesConfig.EventEntry;
import io.utkast.site.SitesConfig.IframeEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the event mappings of a site, adding what is wrong with them to the list of faults. */
final class MappingReader {
    /** HubSpot's rules for token names and their number (timeline guide; v3 specification). */
    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final Set<String> RESERVED = Set.of("log", "lookup");
    private static final int MOST_TOKENS = 500;
    private static final int LARGEST_FRAME = 10_000;

    private final List<ConfigFault> faults;

    MappingReader(List<ConfigFault> faults) {
        this.faults = faults;
    }

    /** The mappings by event type. {@code name} is the full key above them. */
    Map<EventType, EventMapping> read(String name, Map<String, EventEntry> entries) {
        Map<EventType, EventMapping> events = new HashMap<>();
        if (entries.isEmpty()) {
            fault(name, "has no event type, so that every event would be refused; add one, such as page_view");
        }
        entries.forEach((type, entry) -> {
            String key = name + "." + type;
            if (EventType.isValid(type)) {
                events.put(new EventType(type), read(key, entry));
            } else {
                fault(key, "an event type is a lower-case letter, then up to 63 of a-z, 0-9 and _; not 'consent'");
            }
        });
        return events;
    }

    private EventMapping read(String key, EventEntry entry) {
        if (entry.template().isBlank()) {
            fault(key + ".template", "is empty; put HubSpot's eventTemplateId here, or eventTypeName for app-events");
        }
        checkTokens(key + ".tokens", entry.tokens());
        entry.extraData().forEach((field, text) -> checkText(key + ".extra-data." + field, text));
        entry.email().ifPresent(text -> checkIdentity(key + ".email", text));
        entry.objectId().ifPresent(text -> checkIdentity(key + ".object-id", text));
        TemplateFaults.check(key, entry, entry.tokens().keySet(), this::fault);
        Optional<EventMapping.Iframe> iframe =
                entry.timelineIframe().map(frame -> iframe(key + ".timeline-iframe", frame));
        return new EventMapping(
                entry.template(),
                entry.appEvent().filter(name -> !name.isBlank()).orElse(null),
                entry.tokens(),
                entry.extraData(),
                iframe.orElse(null),
                entry.email().orElse(null),
                entry.objectId().orElse(null));
    }

    private void checkTokens(String key, Map<String, String> tokens) {
        if (tokens.size() > MOST_TOKENS) {
            fault(key, "has " + tokens.size() + " tokens; HubSpot allows " + MOST_TOKENS);
        }
        tokens.forEach((token, text) -> {
            String name = key + "." + token;
            if (!TOKEN_NAME.matcher(token).matches()) {
                fault(name, "'" + token + "' is no name of a token: letters, digits, '.', '_' and '-'");
            } else if (RESERVED.contains(token)) {
                fault(name, "HubSpot keeps the token names 'log' and 'lookup' for itself; take another one");
            }
            checkText(name, text);
        });
    }

    /** One e-mail or id for all visitors would put everything on one contact, and HubSpot cannot take that back. */
    private void checkIdentity(String key, String text) {
        if (checkText(key, text) && !text.contains("{props.")) {
            fault(key, "is the same for many visitors; it needs a placeholder such as {props.customer}");
        }
    }

    private EventMapping.Iframe iframe(String key, IframeEntry entry) {
        checkText(key + ".link-label", entry.linkLabel());
        checkText(key + ".header-label", entry.headerLabel());
        if (checkText(key + ".url", entry.url()) && !entry.url().matches("(https?://|\\{).*")) {
            fault(
                    key + ".url",
                    "'" + entry.url() + "' is not an address such as https://www.example.com/{props.order}");
        }
        checkSize(key + ".width", entry.width());
        checkSize(key + ".height", entry.height());
        return new EventMapping.Iframe(
                entry.linkLabel(), entry.headerLabel(), entry.url(), entry.width(), entry.height());
    }

    private void checkSize(String key, int pixels) {
        if (pixels < 1 || pixels > LARGEST_FRAME) {
            fault(key, pixels + " is not between 1 and " + LARGEST_FRAME + " pixels");
        }
    }

    /** Whether the text is in order. */
    private boolean checkText(String key, String text) {
        Optional<String> unknown = Placeholders.unknownIn(text);
        unknown.ifPresent(name -> fault(key, "'{" + name + "}' is no field of an event; known: " + Placeholders.KNOWN));
        return unknown.isEmpty();
    }

    private void fault(String key, String message) {
        faults.add(new ConfigFault(key, message));
    }
}
