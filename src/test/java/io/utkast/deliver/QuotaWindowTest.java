package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.outbox.LaneMemory;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaWindowTest {
    private static final Instant START = MutableClock.START;
    private static final Duration PER = Duration.ofSeconds(10);

    private final QuotaWindow window = new QuotaWindow(new LaneSettings.Quota(10, PER, 0.2));

    @Test
    void grantsTheQuotaLessTheReserve() {
        assertThat(granted(START)).isEqualTo(8);
        assertThat(window.limit()).isEqualTo(10);
    }

    @Test
    void keepsASlotForAWholeWindowAfterTheReply() {
        granted(START);
        window.replied(START.plusSeconds(3));

        assertThat(window.tryAcquire(START.plusSeconds(13))).isFalse();
        assertThat(window.untilFree(START.plusSeconds(12))).isEqualTo(Duration.ofMillis(1_050));
        assertThat(window.tryAcquire(START.plusSeconds(13).plus(QuotaWindow.MARGIN)))
                .isTrue();
    }

    @Test
    void followsAStricterLimit() {
        window.learn(new QuotaSeen(5, 5, Duration.ofSeconds(20)), START);

        assertThat(granted(START)).isEqualTo(4);
        assertThat(window.per()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aLimitOfNothingIsNoWordOfHubSpots() {
        window.learn(new QuotaSeen(0, null, Duration.ZERO), START);

        assertThat(granted(START)).isEqualTo(8);
        assertThat(window.learnt()).isNull();
    }

    @Test
    void staysBelowTheConfiguredRateWhateverHubSpotGrants() {
        window.learn(new QuotaSeen(100, 3, Duration.ofSeconds(1)), START);

        assertThat(window.limit()).isEqualTo(10);
        assertThat(window.per()).isEqualTo(PER);
    }

    @Test
    void followsAShorterWindowOfTheSameRate() {
        window.learn(new QuotaSeen(5, 3, Duration.ofSeconds(5)), START);

        assertThat(window.per()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void survivesAClockThatIsSetBack() {
        granted(START);
        for (int i = 0; i < 8; i++) {
            window.replied(START);
        }
        Instant earlier = START.minus(Duration.ofHours(1));

        assertThat(window.tryAcquire(earlier)).isFalse();
        assertThat(window.tryAcquire(earlier.plus(PER).plus(QuotaWindow.MARGIN)))
                .isTrue();
    }

    @Test
    void takesNotedRequestsOver() {
        window.seed(Collections.nCopies(8, START.minusSeconds(4)), START);

        assertThat(window.tryAcquire(START)).isFalse();
        assertThat(window.tryAcquire(START.plusSeconds(8))).isTrue();
    }

    @Test
    void leavesOthersWhatTheyUse() {
        QuotaWindow usual = new QuotaWindow(new LaneSettings.Quota(110, PER, 0.1));
        usual.tryAcquire(START);

        usual.learn(new QuotaSeen(110, 59, PER), START);

        assertThat(usual.others(START)).isEqualTo(50);
        assertThat(usual.usable(START)).isEqualTo(54);
        assertThat(usual.usable(START.plus(PER))).isEqualTo(99);
    }

    @Test
    void takesItsOwnRequestsForNobodyElses() {
        QuotaWindow usual = new QuotaWindow(new LaneSettings.Quota(110, PER, 0.1));
        for (int i = 0; i < 40; i++) {
            usual.tryAcquire(START);
            usual.learn(new QuotaSeen(110, 110 - i - 1, PER), START);
            assertThat(usual.others(START)).isZero();
        }

        assertThat(usual.usable(START)).isEqualTo(99);
    }

    @Test
    void isNeverStoppedByOthers() {
        QuotaWindow usual = new QuotaWindow(new LaneSettings.Quota(110, PER, 0.1));

        usual.learn(new QuotaSeen(110, 0, PER), START);

        assertThat(usual.usable(START)).isEqualTo(9);
        for (int i = 0; i < 9; i++) {
            assertThat(usual.tryAcquire(START)).isTrue();
        }
        assertThat(usual.untilFree(START.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void takesAHigherLimitOfHubSpotsIntoAccountForOthersOnly() {
        window.learn(new QuotaSeen(100, 50, PER), START);

        assertThat(window.others(START)).isEqualTo(50);
        assertThat(granted(START)).isEqualTo(8);
    }

    @Test
    void tellsWhatItLearntOnlyIfItDiffersFromTheConfiguration() {
        window.learn(new QuotaSeen(10, 9, PER), START);
        assertThat(window.learnt()).isNull();

        window.learn(new QuotaSeen(5, 4, Duration.ofSeconds(20)), START);
        assertThat(window.learnt()).isEqualTo(new LaneMemory.Learnt(5, Duration.ofSeconds(20)));
    }

    /** Arrivals lie anywhere between send and reply; no window of HubSpot's may see more than the quota. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverExceedsTheQuotaWhateverTheLatency(long seed) {
        Random random = new Random(seed);
        List<Instant> arrivals = new ArrayList<>();
        PriorityQueue<Instant> replies = new PriorityQueue<>();
        Instant now = START;
        Instant end = START.plus(Duration.ofMinutes(5));

        while (now.isBefore(end)) {
            while (!replies.isEmpty() && !replies.element().isAfter(now)) {
                window.replied(replies.remove());
            }
            while (window.tryAcquire(now)) {
                int latency = random.nextInt(1, 2_000);
                arrivals.add(now.plusMillis(random.nextInt(latency)));
                replies.add(now.plusMillis(latency));
            }
            now = now.plusMillis(random.nextInt(1, 50));
        }

        assertThat(mostInAWindow(arrivals)).isEqualTo(8);
    }

    /** 300 ms answers cost 3 % of a 10 s window. */
    @Test
    void usesNearlyAllOfTheQuota() {
        QuotaWindow usual = new QuotaWindow(new LaneSettings.Quota(110, PER, 0.1));
        PriorityQueue<Instant> replies = new PriorityQueue<>();
        int sent = 0;

        for (int millis = 0; millis < 600_000; millis++) {
            Instant now = START.plusMillis(millis);
            while (!replies.isEmpty() && !replies.element().isAfter(now)) {
                usual.replied(replies.remove());
            }
            while (replies.size() < LaneSettings.DEFAULT_IN_FLIGHT && usual.tryAcquire(now)) {
                sent++;
                replies.add(now.plusMillis(300));
            }
        }

        assertThat(sent / (99 * 60.0)).isGreaterThan(0.95);
    }

    private static int mostInAWindow(List<Instant> arrivals) {
        List<Instant> sorted = arrivals.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (!sorted.get(first).plus(PER).isAfter(sorted.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private int granted(Instant now) {
        int granted = 0;
        while (window.tryAcquire(now)) {
            granted++;
        }
        return granted;
    }
}
