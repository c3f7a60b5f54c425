package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.MutableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final Instant NOW = MutableClock.START;

    private final Throughput throughput = new Throughput();

    @Test
    void isZeroBeforeTheFirstEvent() {
        assertThat(throughput.perSecond(NOW)).isZero();
    }

    @Test
    void countsFromTheFirstEventOn() {
        throughput.add(100, NOW);

        assertThat(throughput.perSecond(NOW)).isEqualTo(100);
        assertThat(throughput.perSecond(NOW.plusSeconds(9))).isEqualTo(10);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        throughput.add(6_000, NOW);
        throughput.add(60, NOW.plusSeconds(50));

        assertThat(throughput.perSecond(NOW.plusSeconds(59))).isEqualTo(101);
        assertThat(throughput.perSecond(NOW.plusSeconds(60))).isEqualTo(1);
        assertThat(throughput.perSecond(NOW.plusSeconds(500))).isZero();
    }

    @Test
    void survivesAClockThatIsSetBack() {
        throughput.add(60, NOW);
        throughput.add(60, NOW.minusSeconds(3_600));

        assertThat(throughput.perSecond(NOW.minusSeconds(3_600))).isEqualTo(120);
    }
}
