package io.utkast.hubspot;

import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One portal at HubSpot, by one of its contracts.
 *
 * <p>A send is one request, but for the rare answer 401 to a token that should still serve: then the renewed token is
 * tried at once, in a slot of its own, since HubSpot counts both.
 */
final class HubSpotDestination implements Destination {
    private static final int EXPIRED_OR_UNKNOWN = 401;
    private static final int NEVER_SENT = 0;
    private static final Outcome STOPPED = new Outcome.TryLater(
            Scope.PORTAL, Duration.ZERO, "the lane was stopped before a new token was tried", QuotaSeen.NONE);

    private final Speech speech;
    private final AccessTokens tokens;
    private final HubSpotCalls calls;
    private final @Nullable Shadow shadow;

    /** How the portal is spoken to: its events as the contract wants them, and the reading of what comes back. */
    record Speech(Contract contract, Renderer renderer, AnswerReader reader) {}

    HubSpotDestination(Speech speech, AccessTokens tokens, HubSpotCalls calls, @Nullable Shadow shadow) {
        this.speech = speech;
        this.tokens = tokens;
        this.calls = calls;
        this.shadow = shadow;
    }

    @Override
    public Optional<String> obstacle(QueuedEvent event) {
        return speech.renderer().obstacle(event);
    }

    /** The event template, or the event type of app events. */
    @Override
    public Optional<String> target(SiteKey site, EventType type) {
        return speech.renderer().target(site, type);
    }

    @Override
    public Optional<DeathCause> flaw(QueuedEvent event) {
        return Flaw.of(speech.renderer().render(event))
                .map(flaw -> new DeathCause(NEVER_SENT, null, flaw.message(), null));
    }

    @Override
    public Outcome send(List<Lease> batch) {
        return send(batch, () -> true);
    }

    @Override
    public Outcome send(List<Lease> batch, BooleanSupplier anotherSlot) {
        List<TimelineEvent> events = batch.stream()
                .map(lease -> speech.renderer().render(lease.event()))
                .toList();
        Outcome outcome = outcome(events, anotherSlot);
        if (shadow != null) {
            shadow.look(batch, outcome);
        }
        return outcome;
    }

    private Outcome outcome(List<TimelineEvent> events, BooleanSupplier anotherSlot) {
        try {
            return outcome(speech.contract().request(events), events, anotherSlot);
        } catch (Unreachable e) {
            return new Outcome.TryLater(Scope.BATCH, e.delay(), e.why(), QuotaSeen.NONE);
        }
    }

    /** @param anotherSlot null for a request that is sent again already */
    private Outcome outcome(EventRequest request, List<TimelineEvent> events, @Nullable BooleanSupplier anotherSlot)
            throws Unreachable {
        return switch (tokens.current()) {
            case Access.Denied denied -> new Outcome.Unauthorized(denied.why(), QuotaSeen.NONE);
            case Access.NotNow(Duration delay, String why) ->
                new Outcome.TryLater(Scope.PORTAL, delay, why, QuotaSeen.NONE);
            case Access.Granted(String token) -> {
                Answer answer = calls.post(token, request);
                if (answer.status() == EXPIRED_OR_UNKNOWN) {
                    tokens.refused(token);
                    if (anotherSlot != null) {
                        yield anotherSlot.getAsBoolean() ? outcome(request, events, null) : STOPPED;
                    }
                }
                yield speech.reader().read(answer, events);
            }
        };
    }
}
