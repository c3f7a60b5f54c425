package io.utkast.hubspot;

import io.utkast.site.TokenType;
import java.util.List;

/**
 * A token that the configuration uses.
 *
 * @param typeIsSet whether the configuration names the type; else it is a guess
 * @param options the values of an enumeration
 */
public record WantedToken(String name, TokenType type, boolean typeIsSet, Wish label, List<String> options) {
    public WantedToken {
        options = List.copyOf(options);
    }
}
