package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.LaneState;
import io.utkast.outbox.sqlite.OutboxSettings;
import io.utkast.outbox.sqlite.SqliteOutbox;
import io.utkast.sandbox.RunningSandbox;
import io.utkast.site.Portal;
import io.utkast.support.MutableClock;
import io.utkast.support.NoGateway;
import io.utkast.support.QueuedEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rests of hours, from the sandbox's answer to the file and back after a restart; nobody waits for them. */
@QuarkusTest
@TestProfile(NoGateway.class)
class LongRestTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final MutableClock clock = new MutableClock();
    private final RunningSandbox sandbox = new RunningSandbox(Portals.SANDBOX, realTime());
    private SqliteOutbox file;
    private Lane lane;

    @AfterEach
    void stop() {
        close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\":\"migrating\",\"retryAfter\":86400', WAITING, PT24H",
        // The test's clock begins at 09:00 UTC, which is 18:00 in Tokyo.
        "'\"name\":\"daily\"', RATE_LIMITED, PT6H"
    })
    void outlastARestart(String fault, LaneState state, Duration rest) throws Exception {
        sandbox.fault("{\"on\":\"batch\"," + fault + "}");
        file.append(QueuedEvents.pageViews(20)).toCompletableFuture().get();
        await().until(() -> lane.status().state() == state);

        close();
        open();
        await().until(() -> lane.status().state() == state);
        pass(rest.minus(MINUTE));
        assertThat(lane.status().state()).isEqualTo(state);
        assertThat(sandbox.events()).isEmpty();

        pass(MINUTE.multipliedBy(2));
        await().until(() -> sandbox.events().size() == 20);
        assertThat(sandbox.posts()).filteredOn(path -> path.contains("/events")).hasSize(2);
    }

    /** The lane looks at the time when its bell rings, and once a minute. */
    private void pass(Duration time) {
        clock.advance(time);
        lane.authorized();
    }

    @BeforeEach
    void open() throws Exception {
        file = SqliteOutbox.open(
                new OutboxSettings(
                        directory.resolve("outbox.db"),
                        1L << 30,
                        10_000,
                        1,
                        1_000,
                        1_000,
                        Duration.ofDays(30),
                        Duration.ofDays(31)),
                clock);
        Portal portal = Portals.acme(sandbox.url(), ZoneId.of("Asia/Tokyo"));
        HubSpotDestinations destinations = new HubSpotDestinations(Portals::find, clock, CallLimits.DEFAULT);
        lane = Lane.of(
                LaneSettings.of(
                        portal.key(), 100, Duration.ZERO, new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1)),
                file,
                destinations.of(
                        portal, RefreshTokens.inMemory(portal.credentials().refreshToken())),
                clock);
        lane.start();
    }

    private void close() {
        lane.close(Duration.ofSeconds(5));
        file.close();
    }

    @SuppressWarnings("TimeZoneUsage")
    private static Clock realTime() {
        return Clock.systemUTC();
    }
}
