package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.QueuedEvent;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane under its quota: never above it, a restart included. The driver's clock starts at nine in the morning. */
class LaneQuotaTest {
    private static final Duration PER = Duration.ofSeconds(10);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void noWindowSeesMoreThanTheQuotaLessTheReserveThroughManyRestarts() {
        LaneDriver driver = new LaneDriver(settings(new LaneSettings.Quota(20, PER, 0.1)));
        driver.queue(QueuedEvents.pageViews(800));

        for (int i = 1; i <= 10; i++) {
            int wanted = i * 60;
            driver.until(() -> driver.outbox.delivered() >= wanted);
            driver.restart();
        }
        driver.until(() -> driver.outbox.delivered() == 800);

        assertThat(mostInAWindow(driver.outbox.requests())).isEqualTo(18);
    }

    @Test
    void countsARequestThatIsSentASecondTimeTwice() {
        LaneDriver driver = new LaneDriver(settings(new LaneSettings.Quota(3, PER, 0)));
        driver.queue(QueuedEvents.pageViews(400));
        driver.destination.needsTwoRequests(() -> {});

        driver.until(() -> driver.outbox.delivered() == 400);

        assertThat(driver.outbox.requests().size())
                .isEqualTo(2 * driver.destination.requests().size());
        assertThat(mostInAWindow(driver.outbox.requests())).isEqualTo(3);
    }

    @Test
    void sendsNothingASecondTimeOncePaused() {
        LaneDriver driver = new LaneDriver();
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.needsTwoRequests(() -> driver.lane.pause());

        driver.step();

        assertThat(driver.outbox.requests()).hasSize(1);
        assertThat(driver.outbox.waiting()).hasSize(1);
        assertThat(driver.lane.status().quota().used()).isEqualTo(1);
    }

    @Test
    void spreadsABacklogOverTheDayAndForgetsNothingOnRestart() {
        LaneDriver driver = new LaneDriver(settings(daily(240)));
        driver.queue(QueuedEvents.pageViews(3_000));

        for (int i = 1; i <= 4; i++) {
            Instant hour = MutableClock.START.plus(Duration.ofHours(3L * i));
            driver.until(() -> !driver.clock.instant().isBefore(hour));
            driver.restart();
            long due = (9 + 3L * i) * 10;
            assertThat(requestsBefore(driver, hour)).isBetween((int) due - 1, (int) due + 3);
        }
        driver.until(() -> !driver.clock.instant().isBefore(MIDNIGHT));

        assertThat(requestsBefore(driver, MIDNIGHT)).isBetween(238, 240);
        assertThat(driver.lane.status().quota().daily()).isNotNull();
    }

    /** How many of the three reads at the start work before one fails: the memory, the day's count, the latest requests. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void countsNothingTwiceThoughItTookOverInTwoAttempts(int worked) {
        LaneDriver driver = new LaneDriver(settings(daily(240)));
        driver.queue(QueuedEvents.pageViews(30));
        driver.until(() -> driver.outbox.delivered() == 30);
        driver.boot();
        driver.outbox.failOnceAfter(worked);
        driver.duringTheNextWait(() -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> driver.lane.dispatcher().prepare()).hasMessage("a bug");
        driver.lane.dispatcher().prepare();

        LaneStatus.QuotaUse use = driver.lane.status().quota();
        assertThat(use.used()).isEqualTo(3);
        assertThat(Objects.requireNonNull(use.daily()).used()).isEqualTo(3);
    }

    @Test
    void saysThatTheDailyQuotaMakesItWait() {
        LaneDriver driver = new LaneDriver(settings(daily(24)));
        driver.queue(QueuedEvents.pageViews(500));

        driver.until(() -> driver.destination.requests().size() == 10);
        driver.step();

        assertThat(driver.state()).isEqualTo(LaneState.RATE_LIMITED);
        assertThat(driver.lane.status().reason()).contains("daily quota");
    }

    @Test
    void keepsTheLastOfTheDayForFreshEvents() {
        LaneDriver driver = new LaneDriver(settings(daily(240)));
        List<QueuedEvent> replays = QueuedEvents.pageViews(3_000);
        driver.queue(replays);
        replays.forEach(event -> driver.outbox.makeLate(event.id()));
        Instant evening = MIDNIGHT.minusSeconds(60);
        driver.until(() -> !driver.clock.instant().isBefore(evening));
        assertThat(driver.destination.requests()).hasSizeBetween(230, 234);

        driver.queue(List.of(QueuedEvents.of(QueuedEvents.SIGN_UP, 1, driver.clock.instant())));
        driver.step();

        assertThat(driver.outbox.ends().keySet().stream().toList().getLast())
                .isEqualTo(QueuedEvents.of(QueuedEvents.SIGN_UP, 1).id());
        assertThat(driver.clock.instant()).isBefore(MIDNIGHT);
    }

    @Test
    void servesReplaysOnceInAWhileHoweverManyFreshEventsThereAre() {
        LaneDriver driver = new LaneDriver();
        List<QueuedEvent> events = QueuedEvents.pageViews(5_000);
        driver.queue(events);
        events.subList(0, 100).forEach(event -> driver.outbox.makeLate(event.id()));

        driver.until(() -> driver.outbox.delivered() == 1_900);
        assertThat(driver.destination.taken()).doesNotContain(events.get(0).id());
        driver.until(() -> driver.outbox.delivered() == 2_000);

        assertThat(driver.destination.taken()).contains(events.get(0).id());
    }

    private static LaneSettings settings(LaneSettings.Quota quota) {
        return LaneSettings.of(QueuedEvents.ACME, 10, Duration.ZERO, quota);
    }

    private static LaneSettings.Quota daily(int requests) {
        return new LaneSettings.Quota(110, PER, 0, new LaneSettings.Daily(requests, ZoneOffset.UTC));
    }

    private static int requestsBefore(LaneDriver driver, Instant end) {
        // The process began at nine with the morning's savings: as many as if it had run since midnight.
        return (int)
                driver.outbox.requests().stream().filter(at -> at.isBefore(end)).count();
    }

    private static int mostInAWindow(List<Instant> requests) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < requests.size(); last++) {
            while (!requests.get(first).plus(PER).isAfter(requests.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
