package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The window and the day's budget together: what one refuses does not count in the other. */
class GovernorTest {
    private static final Instant NOW = MutableClock.START;

    @Test
    void whatTheWindowRefusesDoesNotCountOnTheDay() {
        Governor quota = governor(2, 10_000);
        assertThat(quota.tryAcquire(NOW)).isTrue();
        assertThat(quota.tryAcquire(NOW)).isTrue();

        assertThat(quota.tryAcquire(NOW)).isFalse();

        assertUsed(quota, 2);
    }

    @Test
    void whatTheDayRefusesDoesNotCountInTheWindow() {
        Governor quota = governor(100, 1);
        assertThat(quota.tryAcquire(NOW)).isTrue();

        assertThat(quota.tryAcquire(NOW)).isFalse();

        assertUsed(quota, 1);
    }

    @Test
    void whatIsCancelledCountsInNeither() {
        Governor quota = governor(1, 10_000);
        quota.tryAcquire(NOW);

        quota.cancelled();

        assertUsed(quota, 0);
        assertThat(quota.tryAcquire(NOW)).isTrue();
    }

    private static Governor governor(int window, int day) {
        return new Governor(
                new LaneSettings.Quota(window, Duration.ofSeconds(10), 0, new LaneSettings.Daily(day, ZoneOffset.UTC)));
    }

    private static void assertUsed(Governor quota, int requests) {
        LaneStatus.QuotaUse use = quota.use(NOW);
        assertThat(use.used()).isEqualTo(requests);
        assertThat(Objects.requireNonNull(use.daily()).used()).isEqualTo(requests);
    }
}
