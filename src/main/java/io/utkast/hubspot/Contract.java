package io.utkast.hubspot;

import io.utkast.deliver.Outcome;
import io.utkast.event.DeliveryId;
import io.utkast.site.Dialect;
import java.util.List;

/**
 * One of HubSpot's two contracts for timeline events: where events are sent, what their fields are called, and how a yes
 * reads. Refusals read alike in both; see {@link AnswerReader}.
 */
sealed interface Contract permits TimelineV3, AppEvents {

    /** The contract of the dialect; {@code version} is in the paths of app events. */
    static Contract of(Dialect dialect, String version) {
        return switch (dialect) {
            case TIMELINE_V3 -> new TimelineV3();
            case APP_EVENTS -> new AppEvents(version);
        };
    }

    Dialect dialect();

    /** HubSpot's field for the event's type. */
    String typeField();

    /** The request that creates the events: one alone at the single endpoint, several at the batch endpoint. */
    EventRequest request(List<TimelineEvent> events);

    /** What an answer of 200, 201, 202 or 204 to several events stands for. */
    Outcome taken(Answer answer, ErrorBody body, List<DeliveryId> sent);
}
