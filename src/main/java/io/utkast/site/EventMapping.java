package io.utkast.site;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one event type of a site becomes a timeline event. Values are texts with placeholders such as {@code {title}}.
 *
 * @param template HubSpot's name of the event type in the portal's dialect: {@code eventTemplateId}, or
 *     {@code eventTypeName} of app events
 * @param appEvent {@code eventTypeName}, where {@code template} is meant for the v3 timeline API
 * @param email what names the contact beside the utk, which HubSpot prefers to it
 * @param objectId what names the contact before the utk
 */
public record EventMapping(
        String template,
        @Nullable String appEvent,
        Map<String, String> tokens,
        Map<String, String> extraData,
        @Nullable Iframe iframe,
        @Nullable String email,
        @Nullable String objectId) {

    /**
     * A link on the event that opens a page in a frame; HubSpot wants all five.
     *
     * @param width in pixels, like {@code height}
     */
    public record Iframe(String linkLabel, String headerLabel, String url, int width, int height) {}

    public EventMapping {
        tokens = Map.copyOf(tokens);
        extraData = Map.copyOf(extraData);
    }

    /** A mapping of values alone. */
    public EventMapping(String template, Map<String, String> tokens, Map<String, String> extraData) {
        this(template, null, tokens, extraData, null, null, null);
    }

    /**
     * HubSpot's name of the event type in one dialect; empty if only the other one's is configured.
     *
     * @param spoken the portal's own dialect, which {@code template} belongs to unless {@code app-event} is there too
     */
    public Optional<String> typeIn(Dialect asked, Dialect spoken) {
        return switch (asked) {
            case APP_EVENTS ->
                appEvent != null ? Optional.of(appEvent) : Optional.of(template).filter(name -> asked == spoken);
            case TIMELINE_V3 -> Optional.of(template).filter(name -> appEvent != null || asked == spoken);
        };
    }
}
