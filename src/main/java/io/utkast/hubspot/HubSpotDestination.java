package io.utkast.hubspot;

import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One portal at HubSpot, by the v3 timeline API.
 *
 * <p>A send is one request, but for the rare answer 401 to a token that should still serve: then the renewed token is
 * tried at once, in the same slot of the quota.
 */
final class HubSpotDestination implements Destination {
    private static final int EXPIRED_OR_UNKNOWN = 401;

    private final Renderer renderer;
    private final AccessTokens tokens;
    private final HubSpotCalls calls;
    private final AnswerReader reader;

    HubSpotDestination(Renderer renderer, AccessTokens tokens, HubSpotCalls calls, AnswerReader reader) {
        this.renderer = renderer;
        this.tokens = tokens;
        this.calls = calls;
        this.reader = reader;
    }

    @Override
    public Optional<String> obstacle(QueuedEvent event) {
        return renderer.obstacle(event);
    }

    @Override
    public Outcome send(List<Lease> batch) {
        List<TimelineEvent> events =
                batch.stream().map(lease -> renderer.render(lease.event())).toList();
        List<DeliveryId> ids = batch.stream().map(lease -> lease.event().id()).toList();
        try {
            return send(events, ids, true);
        } catch (Unreachable e) {
            return new Outcome.TryLater(Scope.BATCH, e.delay(), e.why(), QuotaSeen.NONE);
        }
    }

    private Outcome send(List<TimelineEvent> events, List<DeliveryId> ids, boolean mayRenew) throws Unreachable {
        return switch (tokens.current()) {
            case Access.Denied denied -> new Outcome.Unauthorized(denied.why(), QuotaSeen.NONE);
            case Access.NotNow(Duration delay, String why) ->
                new Outcome.TryLater(Scope.PORTAL, delay, why, QuotaSeen.NONE);
            case Access.Granted(String token) -> {
                Answer answer = calls.create(token, events);
                if (answer.status() == EXPIRED_OR_UNKNOWN) {
                    tokens.refused(token);
                    if (mayRenew) {
                        yield send(events, ids, false);
                    }
                }
                yield reader.read(answer, ids);
            }
        };
    }
}
