package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Drain drain = new Drain(LIMIT, nanos::get);

    @Test
    void waitingForRequestsUsesUpTheTimeOfTheLanes() {
        drain.begin();
        pass(Duration.ofSeconds(12));
        drain.begin();

        assertThat(drain.left()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void withoutAnAnnouncementAllOfItIsLeft() {
        pass(Duration.ofSeconds(12));

        assertThat(drain.left()).isEqualTo(LIMIT);
    }

    @Test
    void aSecondIsLeftInAnyCase() {
        drain.begin();
        pass(Duration.ofSeconds(40));

        assertThat(drain.left()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shorterLimitHolds() {
        Drain brief = new Drain(Duration.ofMillis(100), nanos::get);
        brief.begin();
        pass(Duration.ofSeconds(1));

        assertThat(brief.left()).isEqualTo(Duration.ofMillis(100));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
