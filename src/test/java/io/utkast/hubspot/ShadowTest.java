package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static io.utkast.hubspot.ScriptedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Destination;
import io.utkast.event.EventType;
import io.utkast.outbox.Lease;
import io.utkast.site.Dialect;
import io.utkast.site.EventMapping;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private static final String LARGE = "x".repeat(520_000) + "{title}";
    private static final Map<EventType, EventMapping> EVENTS = Map.of(
            QueuedEvents.PAGE_VIEW,
            new EventMapping("1001", "ae77_view", Map.of("page_title", "{title}"), Map.of(), null, null, null),
            QueuedEvents.SIGN_UP,
            new EventMapping("1002", Map.of(), Map.of()),
            new EventType("large"),
            new EventMapping(
                    "1003", "ae77_large", Map.of("a", LARGE, "b", LARGE, "c", LARGE), Map.of(), null, null, null));

    private final Portal portal =
            Portals.acme(URI.create("http://127.0.0.1:1"), Dialect.TIMELINE_V3, Dialect.APP_EVENTS);
    private final ScriptedCalls calls = new ScriptedCalls();
    private final HubSpotDestinations destinations =
            new HubSpotDestinations(key -> Optional.of(Portals.shop(EVENTS)), new MutableClock(), CallLimits.DEFAULT);
    private final Destination destination =
            destinations.of(portal, RefreshTokens.inMemory(new Secret("refresh-1")), calls);

    @Test
    void countsWhatTheSecondDialectWouldMakeOfDeliveredEventsAndSendsNothing() {
        calls.tokenAnswers(token("one", 1_800));
        calls.answers(answer(204, ""));

        destination.send(leases("page_view", "page_view", "sign_up", "large"));

        assertThat(counts())
                .isEqualTo(new ShadowCounts(Dialect.APP_EVENTS, 2, Map.of("not-mapped", 1L, "event-too-large", 1L)));
        assertThat(calls.requests)
                .extracting(EventRequest::path)
                .containsExactly("integrators/timeline/v3/events/batch/create");
    }

    @Test
    void countsAnEventOnceHoweverOftenItIsTried() {
        calls.tokenAnswers(token("one", 1_800));
        List<Lease> batch = leases("page_view", "page_view");
        String existing = "{\"message\":\"Event " + batch.getFirst().event().id() + " already exists\"}";
        calls.answers(
                answer(503, ""),
                answer(400, "{}"),
                answer(404, ""),
                answer(524, ""),
                answer(401, ""),
                answer(401, ""),
                answer(409, existing),
                answer(207, "{\"results\":[]}"));

        for (int i = 0; i < 7; i++) {
            destination.send(batch);
        }

        assertThat(counts().mapped()).isEqualTo(1);
    }

    @Test
    void hasNothingToTellOfAPortalWithoutShadow() {
        HubSpotDestinations others = new HubSpotDestinations(Portals::find, new MutableClock(), CallLimits.DEFAULT);
        others.of(Portals.acme(), RefreshTokens.inMemory(new Secret("refresh-1")), calls);

        assertThat(others.shadows()).isEmpty();
    }

    private ShadowCounts counts() {
        return Objects.requireNonNull(destinations.shadows().get(QueuedEvents.ACME));
    }

    private static List<Lease> leases(String... types) {
        return IntStream.range(0, types.length)
                .mapToObj(i -> new Lease(i, 0, QueuedEvents.of(new EventType(types[i]), i)))
                .toList();
    }
}
