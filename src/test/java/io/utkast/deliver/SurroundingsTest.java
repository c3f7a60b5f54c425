package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.MutableClock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SurroundingsTest {
    private final Bell bell = new Bell();
    private final Surroundings surroundings = new Surroundings(new MutableClock(), bell, Runnable::run, new Random(7));

    /** The clock stands still: a stroke that is missed costs a whole minute. */
    @Test
    void aStrokeWhileTheConditionIsAskedIsHeard() {
        AtomicInteger asked = new AtomicInteger();

        surroundings.pause(Duration.ofMinutes(1), () -> {
            bell.ring();
            return asked.incrementAndGet() < 2;
        });

        assertThat(asked).hasValue(2);
    }
}
