package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A minute of {@link FuzzTest} with other bodies; {@code -Dtests.fuzz.seconds} and {@code -Dtests.fuzz.seed} for more. */
class FuzzIT {
    private static final long SEED = 20_261_125;
    private static final long SECONDS = 60;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void anyBodyIsAnsweredAndWhatIsStoredIsWithinBounds() throws IOException {
        long seed = Long.getLong("tests.fuzz.seed", SEED);
        Duration time = Duration.ofSeconds(Long.getLong("tests.fuzz.seconds", SECONDS));

        assertThat(new Fuzz().run(seed, 1, time)).isPositive();
    }
}
