package io.utkast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of app-event types. HubSpot's sample of a full name is {@code
 * ae000000_integrators-timeline-event-type-id-0000000}; that old template ids become names by that pattern is our guess.
 */
final class AppEventTypes {
    private static final String MIDDLE = "_integrators-timeline-event-type-id-";

    private final Templates templates;
    private final Failures failures;

    AppEventTypes(Templates templates, Failures failures) {
        this.templates = templates;
        this.failures = failures;
    }

    /** The template of an {@code eventTypeName}: its id, or its full name in the app. */
    Optional<EventTemplate> named(Account account, String name) {
        String prefix = "ae" + account.appId() + MIDDLE;
        return templates.find(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /** {@code {developerSymbol, projectName}} in, the full name out; the symbol is a template's id or its name as words_with_lines. */
    Reply find(Portal portal, byte[] body) {
        JsonNode json;
        try {
            json = JsonText.read(body);
        } catch (JsonProcessingException e) {
            return failures.malformed("Invalid input JSON: " + e.getOriginalMessage());
        }
        String symbol = json.path("developerSymbol").asText();
        String project = json.path("projectName").asText();
        if (symbol.isEmpty() || project.isEmpty()) {
            return failures.malformed("Invalid input JSON on line 1, column " + body.length
                    + ". Some required fields were not set: [developerSymbol, projectName]");
        }
        return templates.all().stream()
                .filter(template ->
                        template.id().equals(symbol) || symbol(template).equals(symbol))
                .findFirst()
                .map(template -> failures.tagged(
                        Reply.json(
                                200,
                                JsonText.object()
                                        .put("developerQualifiedSymbol", project + "." + symbol)
                                        .put("fullyQualifiedName", fullName(portal.account(), template))),
                        null))
                .orElseGet(() -> failures.notFound(Contract.S20))
                .following(Contract.S20);
    }

    private static String fullName(Account account, EventTemplate template) {
        return "ae" + account.appId() + MIDDLE + template.id();
    }

    private static String symbol(EventTemplate template) {
        return template.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
