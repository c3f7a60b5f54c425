package io.utkast.hubspot;

import io.utkast.deliver.Outcome;
import io.utkast.event.DeliveryId;
import io.utkast.site.Dialect;
import java.util.List;
import java.util.Set;

/** The v3 timeline API: each event of a batch stands for itself. */
record TimelineV3() implements Contract {
    private static final String PATH = "integrators/timeline/v3/events";

    @Override
    public Dialect dialect() {
        return Dialect.TIMELINE_V3;
    }

    @Override
    public String typeField() {
        return "eventTemplateId";
    }

    @Override
    public EventRequest request(List<TimelineEvent> events) {
        return EventJson.of(typeField(), "tokens").request(events, PATH, PATH + "/batch/create");
    }

    /** A missing body means "all of them" only with 200 and 204: so did older batch endpoints answer. */
    @Override
    public Outcome taken(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        boolean all = (answer.status() == 200 || answer.status() == 204)
                && answer.body().isBlank();
        return all
                ? new Outcome.Delivered(Set.of(), body.correlationId(answer), WaitTimes.quota(answer))
                : BatchReader.of(answer, body, sent).read();
    }
}
