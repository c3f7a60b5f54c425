package io.utkast.sandbox;

import java.util.Set;

/** What became of one event. */
sealed interface Outcome {
    /** Stored; {@code rows} are those of the contract that it touched. */
    record Taken(StoredEvent event, Set<Contract> rows) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
}
