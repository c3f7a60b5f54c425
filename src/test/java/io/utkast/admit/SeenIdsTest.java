package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final TestClock clock = new TestClock();

    @Test
    void knowsEveryOneOfItsLastThreeQuarters() {
        SeenIds seen = ids(1000);
        for (long id = 1; id <= 10_000; id++) {
            seen.add(id);
        }

        for (long id = 9251; id <= 10_000; id++) {
            assertThat(seen.contains(id)).as("id %d", id).isTrue();
        }
        assertThat(seen.contains(9000)).isFalse();
        assertThat(seen.size()).isBetween(750, 1000);
    }

    @Test
    void keepsEachForItsTimeHoweverTheyCome() {
        SeenIds seen = ids(1000);
        for (long hour = 1; hour <= 100; hour++) {
            seen.add(hour);
            for (long earlier = Math.max(1, hour - 23); earlier <= hour; earlier++) {
                assertThat(seen.contains(earlier)).as("%d at %d", earlier, hour).isTrue();
            }
            for (long older = 1; older <= hour - 33; older++) {
                assertThat(seen.contains(older)).as("%d at %d", older, hour).isFalse();
            }
            clock.pass(Duration.ofHours(1));
        }
    }

    @Test
    void isBoundByTimeIfTheyComeSeldom() {
        SeenIds seen = ids(1_000_000);
        for (long id = 1; id <= 5; id++) {
            seen.add(id);
            clock.pass(Duration.ofHours(8));
        }

        assertThat(seen.reach().boundByNumber()).isFalse();
    }

    @Test
    void tellsHowFarItReachesAndWhatBoundsIt() {
        SeenIds seen = ids(8);
        seen.add(1);
        clock.pass(Duration.ofHours(1));
        assertThat(seen.reach()).isEqualTo(new SeenIds.Reach(Duration.ofHours(1), false));

        for (long id = 2; id <= 9; id++) {
            seen.add(id);
        }
        assertThat(seen.contains(1)).isFalse();
        assertThat(seen.reach()).isEqualTo(new SeenIds.Reach(Duration.ZERO, true));

        clock.pass(DAY.multipliedBy(3));
        seen.add(10);
        clock.pass(DAY);
        assertThat(seen.reach()).isEqualTo(new SeenIds.Reach(DAY, false));
    }

    @Test
    void timePassesForThoseThatNobodyLooksFor() {
        SeenIds seen = ids(1000);
        for (long hour = 1; hour <= 100; hour++) {
            seen.add(hour);
            clock.pass(Duration.ofHours(1));
        }

        assertThat(seen.contains(100)).isTrue();
        assertThat(seen.contains(50)).as("two days old").isFalse();
    }

    @Test
    void whatIsOverLeavesMemoryThoughNothingNewComes() {
        SeenIds seen = ids(1000);
        seen.add(1);
        clock.pass(DAY);
        assertThat(seen.size()).isEqualTo(1);
        clock.pass(DAY);

        assertThat(seen.size()).isZero();
    }

    @Test
    void theNumberBoundsItUntilThatTimeIsOver() {
        SeenIds seen = ids(4);
        for (long id = 1; id <= 9; id++) {
            seen.add(id);
        }
        assertThat(seen.reach().boundByNumber()).isTrue();
        clock.pass(DAY);

        assertThat(seen.reach()).isEqualTo(new SeenIds.Reach(DAY, false));
    }

    @Test
    void holdsWhatIsSentMoreThanOnceOnce() {
        SeenIds seen = ids(1000);

        for (int i = 0; i < 100; i++) {
            seen.add(0);
            seen.add(-1);
        }

        assertThat(seen.size()).isEqualTo(2);
        assertThat(seen.contains(0)).isTrue();
        assertThat(seen.contains(-1)).isTrue();
        assertThat(seen.contains(1)).isFalse();
    }

    @Test
    void fingerprintsDifferByText() {
        SeenIds seen = ids(10);

        assertThat(seen.fingerprint("4242:shop:1"))
                .isEqualTo(seen.fingerprint("4242:shop:1"))
                .isNotEqualTo(seen.fingerprint("4242:blog:1"))
                .isNotEqualTo(ids(10).fingerprint("4242:shop:1"));
    }

    private SeenIds ids(int maximum) {
        return new SeenIds(maximum, DAY, new SecureRandom(), clock.ticker());
    }
}
