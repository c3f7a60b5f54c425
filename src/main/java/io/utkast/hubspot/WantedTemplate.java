package io.utkast.hubspot;

import java.util.List;

/**
 * An event template that the configuration uses.
 *
 * @param id as the configuration names it
 * @param usedBy the full keys of the events that use it
 * @param tokens sorted by name
 */
public record WantedTemplate(
        String id, List<String> usedBy, Wish name, Wish header, Wish detail, List<WantedToken> tokens) {
    public WantedTemplate {
        usedBy = List.copyOf(usedBy);
        tokens = List.copyOf(tokens);
    }
}
