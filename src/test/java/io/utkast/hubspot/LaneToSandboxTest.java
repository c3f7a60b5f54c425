package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.LaneState;
import io.utkast.event.QueuedEvent;
import io.utkast.sandbox.RunningSandbox;
import io.utkast.site.Dialect;
import io.utkast.site.EventMapping;
import io.utkast.site.Portal;
import io.utkast.support.FakeOutbox;
import io.utkast.support.NoGateway;
import io.utkast.support.QueuedEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane and the sandbox, over real sockets: what the error table comes to. */
@QuarkusTest
@TestProfile(NoGateway.class)
class LaneToSandboxTest {
    private static final EventMapping PAGE = new EventMapping("1001", Map.of("page_title", "{title}"), Map.of());
    private static final Duration LONG = Duration.ofSeconds(20);

    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final RunningSandbox sandbox = new RunningSandbox(Portals.SANDBOX, clock);
    private final FakeOutbox outbox = new FakeOutbox(clock);
    private final List<QueuedEvent> events = QueuedEvents.pageViews(20);
    private final List<Lane> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(lane -> lane.close(Duration.ofSeconds(5)));
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void deliversOnceWhatWasStoredBeforeTheAnswerGotLost(Dialect dialect) {
        sandbox.fault("{\"on\":\"batch\",\"reset\":true,\"when\":\"after\"}");

        start(dialect);
        await().atMost(LONG).until(() -> outbox.delivered() == 20);

        assertThat(sandbox.events().keySet()).isEqualTo(ids());
        // Probe, and a batch or two: what is there already is named by the sandbox.
        assertThat(sandbox.posts()).filteredOn(path -> path.contains("/events")).hasSizeLessThan(7);
    }

    @ParameterizedTest
    @EnumSource
    void findsOutWhatIsThereWhereNoIdIsNamed(Dialect dialect) {
        sandbox.fault("{\"on\":\"batch\",\"status\":409,\"body\":\"html\",\"times\":3}");

        start(dialect);
        await().atMost(LONG).until(() -> outbox.delivered() == 20);

        assertThat(sandbox.events().keySet()).isEqualTo(ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "html"})
    void holdsAndNamesATemplateUntilItIsThere(String body) {
        sandbox.fault("{\"on\":\"events\",\"status\":404,\"body\":\"" + body + "\",\"times\":1000}");
        sandbox.fault("{\"on\":\"batch\",\"status\":404,\"body\":\"" + body + "\",\"times\":1000}");

        Lane lane = start(Dialect.TIMELINE_V3);
        await().atMost(LONG).until(() -> outbox.held() == 20);
        assertThat(lane.status().state()).isEqualTo(LaneState.HELD);
        assertThat(lane.status().reason())
                .startsWith("page_view of shop: HubSpot answered 404 for eventTemplateId 1001: ");
        assertThat(outbox.dead()).isZero();

        sandbox.heal();
        lane.release();
        await().atMost(LONG).until(() -> outbox.delivered() == 20);
    }

    @Test
    void releasesAllThatGoToATemplateOnceAProbeFindsIt() {
        sandbox.fault("{\"on\":\"events\",\"name\":\"not-found\",\"times\":0}");
        sandbox.fault("{\"on\":\"batch\",\"name\":\"not-found\",\"times\":0}");
        outbox.append(List.of(QueuedEvents.of(QueuedEvents.SIGN_UP, 1), QueuedEvents.of(QueuedEvents.SIGN_UP, 2)));

        Lane lane = start(Dialect.TIMELINE_V3);
        await().atMost(LONG).until(() -> outbox.held() == 22);
        assertThat(lane.status().reason()).contains("eventTemplateId 1001");

        sandbox.heal();
        await().atMost(LONG).until(() -> outbox.delivered() == 22);
    }

    @ParameterizedTest
    @EnumSource
    void renewsATokenThatEndsBeforeItsTime(Dialect dialect) {
        sandbox.fault("{\"on\":\"batch\",\"status\":401}");

        start(dialect);
        await().atMost(LONG).until(() -> outbox.delivered() == 20);

        assertThat(sandbox.posts())
                .filteredOn(path -> path.startsWith("/oauth"))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void keepsEverythingWhileHubSpotForbids(Dialect dialect) {
        String scopes = "{\"category\":\"MISSING_SCOPES\",\"errors\":[{\"context\":{\"requiredGranularScopes\":"
                + "[\"timeline\"]}}]}";
        sandbox.fault("{\"on\":\"batch\",\"status\":403,\"body\":" + scopes + ",\"times\":1000}");
        sandbox.fault("{\"on\":\"events\",\"status\":403,\"body\":" + scopes + ",\"times\":1000}");

        Lane lane = start(dialect);
        await().atMost(LONG).until(() -> lane.status().state() == LaneState.UNAUTHORIZED);

        assertThat(lane.status().reason()).contains("scopes timeline");
        assertThat(outbox.waiting()).hasSize(20);
        assertThat(outbox.ends()).isEmpty();

        sandbox.heal();
        await().atMost(LONG).until(() -> outbox.delivered() == 20);
    }

    @ParameterizedTest
    @EnumSource
    void sendsHalvesAfterATimeOutAtTheEdge(Dialect dialect) {
        sandbox.fault("{\"on\":\"batch\",\"status\":524,\"body\":\"html\"}");

        start(dialect);
        await().atMost(LONG).until(() -> outbox.delivered() == 20);

        assertThat(sandbox.events().keySet()).isEqualTo(ids());
        assertThat(sandbox.posts()).filteredOn(path -> path.contains("/batch")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"results\":[],\"errors\":[]}", "{\"errors\":[{\"message\":\"one of them failed\"}]}"})
    void sendsSinglyWhatAPartialAnswerDoesNotName(String body) {
        sandbox.fault("{\"on\":\"batch\",\"when\":\"after\",\"status\":207,\"body\":" + body + "}");

        start(Dialect.TIMELINE_V3);
        await().atMost(LONG).until(() -> outbox.delivered() == 20);

        assertThat(sandbox.events())
                .isEqualTo(events.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(event -> event.id().value(), event -> 2)));
        assertThat(sandbox.posts())
                .filteredOn(path -> path.equals("/integrators/timeline/v3/events"))
                .hasSize(20);
    }

    private Lane start(Dialect dialect) {
        Portal portal = Portals.acme(sandbox.url(), dialect, null);
        LaneSettings settings = new LaneSettings(
                portal.key(),
                100,
                Duration.ofMillis(10),
                new LaneSettings.Quota(100, Duration.ofSeconds(1), 0),
                1,
                new LaneSettings.Retry(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(200), 5),
                new LaneSettings.Holding(3, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(1)));
        HubSpotDestinations destinations = new HubSpotDestinations(
                key -> Optional.of(Portals.shop(Map.of(QueuedEvents.PAGE_VIEW, PAGE, QueuedEvents.SIGN_UP, PAGE))),
                clock,
                CallLimits.DEFAULT);
        Lane lane = Lane.of(
                settings,
                outbox,
                destinations.of(
                        portal, RefreshTokens.inMemory(portal.credentials().refreshToken())),
                clock);
        outbox.append(events);
        started.add(lane);
        lane.start();
        return lane;
    }

    private Set<String> ids() {
        return events.stream().map(event -> event.id().value()).collect(Collectors.toUnmodifiableSet());
    }
}
