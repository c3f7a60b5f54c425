package io.utkast.hubspot;

import io.utkast.event.DeliveryId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event with all its texts filled, in the words that both of HubSpot's contracts share.
 *
 * @param type the event template's id, or the event type's name
 * @param values of the template's tokens, or the event type's properties
 * @param timestamp ISO-8601, UTC, with milliseconds
 * @param email only where the site maps one; HubSpot prefers the utk
 * @param objectId only where the site maps one; HubSpot prefers it to the utk
 */
record TimelineEvent(
        String type,
        DeliveryId id,
        Map<String, String> values,
        String utk,
        String domain,
        String timestamp,
        Map<String, String> extraData,
        @Nullable String email,
        @Nullable String objectId,
        @Nullable Iframe iframe) {

    /** A link that opens a page in a frame. */
    record Iframe(String linkLabel, String headerLabel, String url, int width, int height) {}

    /** Only the id: the rest is a visitor's data. */
    @Override
    public String toString() {
        return "TimelineEvent[" + id + "]";
    }
}
