package io.utkast.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Compares an event mapping with the template it names, as HubSpot has it: each finding is a token whose events HubSpot
 * would refuse. Pure; whoever can read templates brings them.
 */
public final class MappingCheck {
    private static final Set<String> NUMBERS = Set.of("at");
    private static final String PROPS = "props.";

    private final String key;
    private final EventMapping mapping;

    /**
     * A token that a template declares.
     *
     * @param options the values of an enumeration, else empty
     */
    public record Token(TokenType type, Set<String> options) {
        public Token {
            options = Set.copyOf(options);
        }
    }

    /**
     * The check of one mapping.
     *
     * @param key its full key, such as {@code utkast.sites.shop.events.page_view}
     */
    public MappingCheck(String key, EventMapping mapping) {
        this.key = key;
        this.mapping = mapping;
    }

    /** The finding for a template that HubSpot does not have. */
    public ConfigFault missingTemplate() {
        return new ConfigFault(key + ".template", "HubSpot has no event template '" + mapping.template() + "'");
    }

    /** What does not fit; empty if all does. {@code declared} has the template's tokens by name. */
    public List<ConfigFault> against(Map<String, Token> declared) {
        List<ConfigFault> findings = new ArrayList<>();
        new TreeMap<>(mapping.tokens()).forEach((name, text) -> {
            Token token = declared.get(name);
            Optional<String> problem = token == null
                    ? Optional.of("template " + mapping.template() + " declares no token " + name + "; declared: "
                            + (declared.isEmpty() ? "none" : String.join(", ", new TreeSet<>(declared.keySet()))))
                    : misfit(token, text);
            problem.ifPresent(message -> findings.add(new ConfigFault(key + ".tokens." + name, message)));
        });
        return findings;
    }

    private static Optional<String> misfit(Token token, String text) {
        return switch (token.type()) {
            case STRING -> Optional.empty();
            case NUMBER ->
                fits(text, "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)")
                        ? Optional.empty()
                        : Optional.of("the token is a number, which '" + text + "' never is");
            case DATE ->
                fits(text, "-?[0-9]{1,15}")
                        ? Optional.empty()
                        : Optional.of("the token is a date in epoch milliseconds, which '" + text + "' never is");
            case ENUMERATION ->
                Placeholders.PATTERN.matcher(text).find() || token.options().contains(text)
                        ? Optional.empty()
                        : Optional.of(
                                "'" + text + "' is not among the token's options " + new TreeSet<>(token.options()));
        };
    }

    /** Whether the text may come out as a number: one placeholder that may hold one, or a literal of this form. */
    private static boolean fits(String text, String literal) {
        Matcher placeholder = Placeholders.PATTERN.matcher(text);
        if (!placeholder.find()) {
            return text.matches(literal);
        }
        String name = placeholder.group(1);
        boolean alone = placeholder.group().equals(text);
        return alone && (name.startsWith(PROPS) || NUMBERS.contains(name));
    }
}
