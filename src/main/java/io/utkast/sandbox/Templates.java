package io.utkast.sandbox;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.EventTemplate.Wording;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The event templates of the sandbox's app, by id. */
final class Templates {
    private final Map<String, EventTemplate> byId;

    Templates(Collection<EventTemplate> templates) {
        this.byId = new LinkedHashMap<>();
        templates.forEach(template -> byId.put(template.id(), template));
    }

    /** The configured templates, or the demo's if there are none. */
    static Templates of(Map<String, SandboxConfig.Template> configured) {
        return configured.isEmpty()
                ? demo()
                : new Templates(configured.entrySet().stream()
                        .map(entry -> template(entry.getKey(), entry.getValue()))
                        .toList());
    }

    static Templates demo() {
        return new Templates(List.of(
                new EventTemplate(
                        "1001",
                        "Page view",
                        EventTemplate.CONTACTS,
                        new Wording(
                                "Viewed **{{#if page_title}}{{page_title}}{{else}}a page{{/if}}**",
                                "{{#if page_url}}[{{page_url}}]({{page_url}}){{/if}}\n\n"
                                        + "{{#if scroll}}Scrolled {{scroll}} % of the page.{{/if}}"),
                        Map.of(
                                "page_title", Token.text("Page title"),
                                "page_url", Token.text("Page address"),
                                "scroll", Token.number("Scrolled, %"))),
                new EventTemplate(
                        "1002",
                        "Form submitted",
                        EventTemplate.CONTACTS,
                        new Wording(
                                "Submitted the form **{{#if form}}{{form}}{{else}}without a name{{/if}}**",
                                "{{#if page_url}}On [{{page_url}}]({{page_url}}){{/if}}"),
                        Map.of("form", Token.text("Form"), "page_url", Token.text("Page address"))),
                new EventTemplate(
                        "1003",
                        "Custom event",
                        EventTemplate.CONTACTS,
                        new Wording("**{{#if name}}{{name}}{{else}}Custom event{{/if}}**", "{{detail}}"),
                        Map.of("name", Token.text("Name"), "detail", Token.text("Detail")))));
    }

    Optional<EventTemplate> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<EventTemplate> all() {
        return byId.values();
    }

    private static EventTemplate template(String id, SandboxConfig.Template from) {
        Map<String, Token> tokens = from.tokens().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> token(entry.getKey(), entry.getValue())));
        String header = from.headerTemplate().orElseGet(from::name);
        String detail = from.detailTemplate().orElse("");
        return new EventTemplate(id, from.name(), from.objectType(), new Wording(header, detail), tokens);
    }

    private static Token token(String name, SandboxConfig.Token from) {
        return new Token(
                from.type(), from.label().orElseGet(() -> name), from.options().orElseGet(List::of));
    }
}
