package io.utkast.sandbox;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.EventTemplate.Wording;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The event templates by id. All apps of the sandbox share them. */
final class Templates {
    /** HubSpot's bound for an app. */
    static final int MAXIMUM = 750;

    private static final long FIRST_NEW = 2_000_001;

    private final Collection<EventTemplate> configured;
    /** Replaced as a whole, never changed. */
    private volatile Map<String, EventTemplate> byId = Map.of();

    private long nextId = FIRST_NEW;

    Templates(Collection<EventTemplate> templates) {
        this.configured = List.copyOf(templates);
        reset();
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

    /** An id that no template had before. */
    synchronized String newId() {
        String id = Long.toString(nextId++);
        return byId.containsKey(id) ? newId() : id;
    }

    /** Adds a template, or takes the place of the one with its id; false if there are too many. */
    synchronized boolean put(EventTemplate template) {
        if (!byId.containsKey(template.id()) && byId.size() >= MAXIMUM) {
            return false;
        }
        Map<String, EventTemplate> next = new LinkedHashMap<>(byId);
        next.put(template.id(), template);
        byId = next;
        return true;
    }

    synchronized void remove(String id) {
        Map<String, EventTemplate> next = new LinkedHashMap<>(byId);
        next.remove(id);
        byId = next;
    }

    /** Back to the configured ones. */
    synchronized void reset() {
        Map<String, EventTemplate> first = new LinkedHashMap<>();
        configured.forEach(template -> first.put(template.id(), template));
        byId = first;
        nextId = FIRST_NEW;
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
                        from.type(),
                        from.label().orElseGet(() -> name),
                        from.options().orElseGet(List::of))
                .writing(from.objectPropertyName().orElse(null));
    }
}
