package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.WindowMeter.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowMeterTest {
    private final FakeClock clock = new FakeClock();
    private final WindowMeter meter = new WindowMeter(clock, Configs.knobs());

    @Test
    void remembersTheFullestOfAllRollingWindows() {
        arrive(100);
        clock.advance(Duration.ofMillis(9_999));
        arrive(50);
        assertThat(meter.read()).isEqualTo(new Reading(150, 150));

        clock.advance(Duration.ofMillis(1));
        arrive(20);

        assertThat(meter.read()).isEqualTo(new Reading(70, 150));
    }

    @Test
    void growsWithoutLosingTheOrder() {
        arrive(100);
        clock.advance(Duration.ofSeconds(10));
        arrive(1_000);
        clock.advance(Duration.ofSeconds(5));
        arrive(1_000);
        clock.advance(Duration.ofSeconds(5));

        assertThat(meter.read()).isEqualTo(new Reading(1_000, 2_000));
    }

    @Test
    void countsNoMoreThanItsBound() {
        arrive(WindowMeter.MAXIMUM + 10);

        assertThat(meter.read().most()).isEqualTo(WindowMeter.MAXIMUM);
    }

    private void arrive(int times) {
        for (int i = 0; i < times; i++) {
            meter.arrive();
        }
    }
}
