package io.utkast.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Why an event became a dead letter, in HubSpot's words.
 *
 * @param status HubSpot's status code, 0 if the event was never sent
 * @param category HubSpot's error category such as {@code VALIDATION_ERROR}
 * @param correlationId HubSpot's id of the answer, for its support
 */
public record DeathCause(
        int status,
        @Nullable String category,
        String message,
        @Nullable String correlationId) {}
