package io.utkast.sandbox;

import java.util.Set;

/** An event that passed the rules, with its final id; {@code rows} are those of the contract that it touched so far. */
record Prepared(String id, IncomingEvent content, EventTemplate template, Set<Contract> rows) {
    StoredEvent.Key key() {
        return new StoredEvent.Key(template.id(), id);
    }
}
