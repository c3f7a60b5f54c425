package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollingLimitTest {
    private final FakeClock clock = new FakeClock();
    private final RollingLimit limit = new RollingLimit(clock, 3, Duration.ofSeconds(10));

    @Test
    void allowsSoManyRequestsInAnyStretchOfTheWindow() {
        assertThat(limit.arrive().allowed()).isTrue();
        clock.advance(Duration.ofSeconds(6));
        assertThat(limit.arrive().remaining()).isEqualTo(1);
        assertThat(limit.arrive().remaining()).isZero();
        assertThat(limit.arrive().allowed()).isFalse();

        clock.advance(Duration.ofMillis(3999));
        assertThat(limit.arrive().allowed()).isFalse();

        clock.advance(Duration.ofMillis(1));
        assertThat(limit.arrive().allowed()).isTrue();
        assertThat(limit.arrive().allowed()).isFalse();
    }

    @Test
    void doesNotCountWhatItRefuses() {
        for (int i = 0; i < 10; i++) {
            limit.arrive();
        }
        clock.advance(Duration.ofSeconds(10));

        assertThat(limit.read().used()).isZero();
        assertThat(limit.arrive().remaining()).isEqualTo(2);
    }
}
