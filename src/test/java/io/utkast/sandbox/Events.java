package io.utkast.sandbox;

import io.utkast.sandbox.IncomingEvent.Identity;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
final class Events {
    static final String UTK = "0123456789abcdef0123456789abcdef";
    static final EventTemplate PAGE_VIEW = Templates.demo().find("1001").orElseThrow();

    private Events() {}

    static Identity utk(String utk) {
        return new Identity(null, utk, null);
    }

    static Identity email(String email) {
        return new Identity(null, null, email);
    }

    static Prepared pageView(String id, Identity identity) {
        return new Prepared(id, incoming(id, identity, Map.of("page_title", "Pricing")), PAGE_VIEW, Set.of());
    }

    static IncomingEvent incoming(@Nullable String id, Identity identity, Map<String, String> tokens) {
        return new IncomingEvent(
                PAGE_VIEW.id(), id, tokens, false, identity, "www.example.com", null, null, null, null);
    }

    static StoredEvent stored(EventTemplate template, Map<String, String> tokens) {
        Instant at = Instant.parse("2026-11-23T09:15:00Z");
        IncomingEvent content =
                new IncomingEvent(template.id(), "a", tokens, false, utk(UTK), null, at, null, null, null);
        return new StoredEvent(1, "a", template, content, at, at, at, null, StoredEvent.Sends.NONE);
    }
}
