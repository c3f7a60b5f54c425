package io.utkast.admin.visitors;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What an erasure removed, and what remains.
 *
 * @param visitor the first eight characters of the utk
 * @param tombstone what happens with events that still come
 * @param remains what the gateway cannot remove, and how it can be
 */
@RegisterForReflection
public record EraseAnswer(String visitor, String domain, Removed removed, String tombstone, List<String> remains) {

    /**
     * What was removed.
     *
     * @param queued events that waited
     * @param deadLetters events that HubSpot had refused
     * @param limits whether the visitor's limit and counts were in memory
     * @param receipts requests that could be looked up
     * @param tail lines of the live tail
     */
    @RegisterForReflection
    record Removed(int queued, int deadLetters, boolean limits, int receipts, int tail) {}
}
