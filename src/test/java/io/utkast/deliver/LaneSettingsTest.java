package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSettingsTest {
    private static final Duration PER = Duration.ofSeconds(10);
    private static final LaneSettings.Quota QUOTA = new LaneSettings.Quota(110, PER, 0.1);

    @Test
    void refusesBatchesOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(0, 1))
                .withMessage("batch size 0 is less than 1");
    }

    @Test
    void refusesALaneThatMaySendNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1, 0))
                .withMessage("max in flight 0 is less than 1");
    }

    @Test
    void takesTheLeast() {
        assertThat(settings(1, 1).batchSize()).isEqualTo(1);
        assertThat(new LaneSettings.Quota(1, PER, 0).reserve()).isZero();
        assertThat(new LaneSettings.Daily(1, ZoneOffset.UTC).requests()).isEqualTo(1);
    }

    @Test
    void refusesQuotasOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaneSettings.Quota(0, PER, 0))
                .withMessage("quota 0 is less than 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaneSettings.Daily(0, ZoneOffset.UTC))
                .withMessage("daily quota 0 is less than 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 1.5})
    void refusesAReserveThatIsNoShare(double reserve) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaneSettings.Quota(110, PER, reserve))
                .withMessageStartingWith("reserve %s is not in 0", reserve);
    }

    private static LaneSettings settings(int batchSize, int maxInFlight) {
        return new LaneSettings(
                QueuedEvents.ACME,
                batchSize,
                Duration.ofMillis(500),
                QUOTA,
                maxInFlight,
                LaneSettings.Retry.DEFAULT,
                LaneSettings.Holding.DEFAULT);
    }
}
