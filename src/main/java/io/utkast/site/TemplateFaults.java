package io.utkast.site;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is wrong with the wishes for one event template. */
final class TemplateFaults {
    private TemplateFaults() {}

    /**
     * Tells each mistake by its key.
     *
     * @param name the event's full key, such as {@code utkast.sites.shop.events.page_view}
     */
    static void check(String name, TemplateEntry entry, Set<String> tokens, BiConsumer<String, String> fault) {
        Map.of(
                        "token-types", entry.tokenTypes().keySet(),
                        "token-labels", entry.tokenLabels().keySet(),
                        "token-options", entry.tokenOptions().keySet())
                .forEach((key, named) -> named.stream()
                        .filter(token -> !tokens.contains(token))
                        .forEach(token -> fault.accept(
                                name + "." + key + "." + token, "there is no such token under " + name + ".tokens")));
        entry.tokenOptions().keySet().stream()
                .filter(token -> entry.tokenTypes().get(token) != TokenType.ENUMERATION)
                .forEach(token -> fault.accept(
                        name + ".token-options." + token,
                        "only an enumeration has options: set " + name + ".token-types." + token));
        entry.tokenTypes().forEach((token, type) -> {
            if (type == TokenType.ENUMERATION && !entry.tokenOptions().containsKey(token)) {
                fault.accept(name + ".token-types." + token, "an enumeration needs token-options." + token);
            }
        });
    }
}
