package io.utkast.admin.letters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did, or would do.
 *
 * @param matching letters that were meant, counted before anything was done; a dry run does no more
 * @param requests HubSpot requests that all of these take, in full batches
 * @param replayed letters that are in the queue now
 * @param refused letters that stay, since their visitor took consent back
 * @param left letters that stay, since the outbox has no room
 * @param full what was full; null if nothing was
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayAnswer(
        boolean dryRun,
        long matching,
        long requests,
        long replayed,
        long refused,
        long left,
        @Nullable String full) {}
