package io.utkast.hubspot;

import io.utkast.hubspot.WantedTemplates.Use;
import io.utkast.site.ConfigFault;
import io.utkast.site.TokenType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one wanted template out of all events that use it; what the configuration leaves open it derives. */
final class TemplateMerge {
    /** The placeholder of the time, in epoch milliseconds as HubSpot's date tokens take it. */
    private static final String TIME = "{at}";

    private final String id;
    private final List<Use> uses;
    private final List<ConfigFault> faults;

    TemplateMerge(String id, List<Use> uses, List<ConfigFault> faults) {
        this.id = id;
        this.uses = uses;
        this.faults = faults;
    }

    WantedTemplate merged() {
        Wish name = wish("template-name", use -> use.wishes().templateName(), derivedName());
        List<WantedToken> tokens = texts().entrySet().stream()
                .map(token -> token(token.getKey(), token.getValue()))
                .toList();
        return new WantedTemplate(
                id,
                uses.stream().map(Use::key).toList(),
                name,
                wish("header-template", use -> use.wishes().headerTemplate(), header(name.text())),
                wish("detail-template", use -> use.wishes().detailTemplate(), detail(tokens)),
                tokens);
    }

    private WantedToken token(String token, Set<String> texts) {
        Optional<TokenType> type =
                same("token-types." + token, use -> named(use.wishes().tokenTypes(), token));
        return new WantedToken(
                token,
                type.orElseGet(() -> texts.equals(Set.of(TIME)) ? TokenType.DATE : TokenType.STRING),
                type.isPresent(),
                wish("token-labels." + token, use -> named(use.wishes().tokenLabels(), token), words(token)),
                options(token));
    }

    /** Each token with the texts that the events give it. */
    private Map<String, Set<String>> texts() {
        Map<String, Set<String>> texts = new TreeMap<>();
        uses.forEach(use -> use.mapping()
                .tokens()
                .forEach((token, text) ->
                        texts.computeIfAbsent(token, name -> new TreeSet<>()).add(text)));
        return texts;
    }

    /** All options that any of the events names, in their order. */
    private List<String> options(String token) {
        Set<String> options = new LinkedHashSet<>();
        uses.forEach(use -> named(use.wishes().tokenOptions(), token).ifPresent(options::addAll));
        return List.copyOf(options);
    }

    private Wish wish(String key, Function<Use, Optional<String>> wish, String derived) {
        return same(key, wish).map(text -> new Wish(text, true)).orElseGet(() -> new Wish(derived, false));
    }

    /** What the events say that say something; they have to agree. */
    private <T> Optional<T> same(String key, Function<Use, Optional<T>> wish) {
        @Nullable Use first = null;
        for (Use use : uses) {
            Optional<T> said = wish.apply(use);
            if (said.isEmpty()) {
                continue;
            }
            if (first == null) {
                first = use;
            } else if (!wish.apply(first).equals(said)) {
                faults.add(new ConfigFault(
                        use.key() + "." + key,
                        "differs from " + first.key() + "." + key + ", but both use template " + id));
            }
        }
        return first == null ? Optional.empty() : wish.apply(first);
    }

    private static <T> Optional<T> named(Map<String, T> values, String name) {
        return Optional.ofNullable(values.get(name));
    }

    private String derivedName() {
        return uses.stream().map(use -> words(use.type().value())).distinct().collect(Collectors.joining(", "));
    }

    /** The name, and the token that says most: the page's title if there is one. */
    private String header(String name) {
        Map<String, Set<String>> texts = texts();
        return texts.entrySet().stream()
                .filter(token -> token.getValue().contains("{title}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> texts.keySet().stream().findFirst())
                .map(token -> name + ": {{" + token + "}}")
                .orElse(name);
    }

    private String detail(List<WantedToken> tokens) {
        StringBuilder lines = new StringBuilder();
        for (WantedToken token : tokens) {
            String value = token.type() == TokenType.DATE
                    ? "{{#formatDate " + token.name() + "}}{{/formatDate}}"
                    : "{{" + token.name() + "}}";
            lines.append("- **")
                    .append(token.label().text())
                    .append("**: ")
                    .append(value)
                    .append('\n');
        }
        uses.stream()
                .flatMap(use -> use.mapping().extraData().keySet().stream())
                .distinct()
                .sorted()
                .forEach(key -> lines.append("- **")
                        .append(words(key))
                        .append("**: {{extraData.")
                        .append(key)
                        .append("}}\n"));
        return lines.toString().strip();
    }

    /** {@code page_title} becomes "Page title". */
    private static String words(String name) {
        String words = name.replaceAll("[._-]+", " ").strip();
        return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
