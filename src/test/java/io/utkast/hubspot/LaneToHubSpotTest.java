package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.LaneState;
import io.utkast.site.Portal;
import io.utkast.support.FakeOutbox;
import io.utkast.support.NoGateway;
import io.utkast.support.QueuedEvents;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane and the real client on virtual threads, over real sockets. */
@QuarkusTest
@TestProfile(NoGateway.class)
class LaneToHubSpotTest {
    private static final String SINGLE = "/integrators/timeline/v3/events";
    private static final String BATCH = SINGLE + "/batch/create";
    private static final String TOKEN = "/oauth/v3/token";

    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final ScriptedServer server = new ScriptedServer();
    private final FakeOutbox outbox = new FakeOutbox(clock);
    private final Lane lane = lane();

    @AfterEach
    void stop() {
        lane.close(Duration.ofSeconds(5));
        server.close();
    }

    @Test
    void deliversThroughTrouble() {
        server.on(TOKEN, Reply.json(200, "{\"access_token\":\"one\",\"expires_in\":1800,\"hub_id\":4242}"));
        server.on(
                BATCH,
                Reply.json(429, "{}", "Retry-After", "1"),
                Reply.reset(),
                Reply.json(503, "<html>"),
                Reply.json(401, "{}"),
                Reply.json(204, ""));
        server.on(SINGLE, Reply.json(201, "{\"objectId\":\"1\"}"));
        outbox.append(QueuedEvents.pageViews(450));

        lane.start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox.delivered()).isEqualTo(450));

        assertThat(server.requests(TOKEN)).hasSizeBetween(1, 2);
        assertThat(server.requests(BATCH).getLast().header("Authorization")).isEqualTo("Bearer one");
        assertThat(outbox.requests().size())
                .isGreaterThanOrEqualTo(server.requests(BATCH).size() - 1);
    }

    @Test
    void keepsEverythingWhileTheCredentialsAreWrong() {
        server.on(TOKEN, Reply.json(400, "{\"status\":\"BAD_REFRESH_TOKEN\"}"));
        outbox.append(QueuedEvents.pageViews(10));

        lane.start();
        await().until(() -> lane.status().state() == LaneState.UNAUTHORIZED);

        assertThat(lane.status().reason()).contains("utkast.portals.acme.refresh-token");
        assertThat(outbox.waiting()).hasSize(10);
        assertThat(server.requests(BATCH)).isEmpty();
    }

    private Lane lane() {
        Portal portal = Portals.acme(server.url());
        HubSpotDestinations destinations = new HubSpotDestinations(Portals::find, clock, CallLimits.DEFAULT);
        return Lane.of(
                LaneSettings.of(
                        portal.key(),
                        portal.batchSize(),
                        portal.linger(),
                        new LaneSettings.Quota(1_000, Duration.ofSeconds(10), 0)),
                outbox,
                destinations.of(
                        portal, RefreshTokens.inMemory(portal.credentials().refreshToken())),
                clock);
    }
}
