package io.utkast.hubspot;

import io.utkast.deliver.Outcome;
import io.utkast.event.DeliveryId;
import io.utkast.site.Dialect;
import java.util.List;

/**
 * App events, the successor of the v3 timeline API: a batch is taken as a whole or not at all (specification of the
 * dated timeline API).
 *
 * @param version such as {@code 2026-09}
 */
record AppEvents(String version) implements Contract {

    @Override
    public Dialect dialect() {
        return Dialect.APP_EVENTS;
    }

    @Override
    public String typeField() {
        return "eventTypeName";
    }

    @Override
    public EventRequest request(List<TimelineEvent> events) {
        String path = "integrators/timeline/" + version + "/events";
        return EventJson.of(typeField(), "properties").request(events, path, path + "/batch");
    }

    /** A yes is a yes to all, whatever the body names. */
    @Override
    public Outcome taken(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        return new Outcome.Delivered(
                BatchReader.of(answer, body, sent).linked(), body.correlationId(answer), WaitTimes.quota(answer));
    }
}
