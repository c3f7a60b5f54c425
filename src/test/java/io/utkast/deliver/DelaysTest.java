package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void isZeroBeforeTheFirstDelivery() {
        assertThat(delays.summary()).isEqualTo(new LaneStatus.Delay(0, 0, 0, 0));
    }

    @Test
    void ranksDelaysInWhateverOrderTheyCame() {
        for (int seconds = 100; seconds > 0; seconds--) {
            delays.add(Duration.ofSeconds(seconds));
        }

        assertThat(delays.summary()).isEqualTo(new LaneStatus.Delay(50, 99, 100, 5_050));
    }

    @Test
    void ranksTheLatestAndCountsAll() {
        for (int i = 0; i < 1_024; i++) {
            delays.add(Duration.ofSeconds(9));
        }
        for (int i = 0; i < 1_024; i++) {
            delays.add(Duration.ofSeconds(1));
        }

        assertThat(delays.summary()).isEqualTo(new LaneStatus.Delay(1, 1, 2_048, 10_240));
    }
}
