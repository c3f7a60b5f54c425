package io.utkast.site;

import java.util.Map;

/**
 * How one event type of a site becomes a timeline event. Values are texts with placeholders such as {@code {title}}.
 *
 * @param template HubSpot's {@code eventTemplateId}
 */
public record EventMapping(String template, Map<String, String> tokens, Map<String, String> extraData) {
    public EventMapping {
        tokens = Map.copyOf(tokens);
        extraData = Map.copyOf(extraData);
    }
}
