package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Outcome.Scope;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Instant NOW = MutableClock.START;

    private final Gate gate = new Gate(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)));

    @Test
    void isNotOpenedByASuccessBeforeARestEnds() {
        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofSeconds(10)), NOW);
        gate.answered(ScriptedDestination.yes(List.of()), NOW.plusSeconds(1));

        assertThat(gate.untilOpen(NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(9));
        assertThat(gate.isProbing()).isFalse();
        assertThat(gate.isOpen(NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void keepsTheLongerOfTwoRests() {
        gate.answered(ScriptedDestination.later(Scope.PORTAL, Duration.ofHours(1)), NOW);
        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofSeconds(10)), NOW);

        assertThat(gate.untilOpen(NOW)).isEqualTo(Duration.ofHours(1));
        assertThat(gate.condition(NOW)).map(Gate.Condition::state).contains(LaneState.WAITING);
    }

    @Test
    void countsFailuresUnderWayTogetherAsOne() {
        for (int i = 0; i < 8; i++) {
            gate.answered(ScriptedDestination.unauthorized(), NOW);
        }

        assertThat(gate.untilOpen(NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void probesEverMoreSeldomUpToAMinute() {
        Instant now = NOW;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            gate.answered(ScriptedDestination.unauthorized(), now);
            assertThat(gate.untilOpen(now)).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
        }
    }

    @Test
    void newCredentialsEndTheRestForTheLackOfThem() {
        gate.answered(ScriptedDestination.unauthorized(), NOW);
        gate.answered(ScriptedDestination.unauthorized(), NOW.plusSeconds(1));

        gate.authorized();

        assertThat(gate.isOpen(NOW.plusSeconds(1))).isTrue();
        assertThat(gate.isProbing()).isFalse();
    }

    @Test
    void newCredentialsEndNoOtherRest() {
        gate.answered(ScriptedDestination.later(Scope.BATCH, Duration.ofSeconds(30)), NOW);
        gate.answered(ScriptedDestination.later(Scope.PORTAL, Duration.ofHours(1)), NOW);

        gate.authorized();

        assertThat(gate.untilOpen(NOW)).isEqualTo(Duration.ofHours(1));
        assertThat(gate.isProbing()).isTrue();
    }

    @Test
    void takesARefusalForASignOfLife() {
        gate.answered(ScriptedDestination.later(Scope.BATCH, Duration.ofSeconds(30)), NOW);
        assertThat(gate.isProbing()).isTrue();

        gate.answered(ScriptedDestination.no("bad"), NOW);

        assertThat(gate.isProbing()).isFalse();
        assertThat(gate.isOpen(NOW)).isTrue();
    }

    @Test
    void staysShutOncePausedOrClosed() {
        gate.pause();
        assertThat(gate.isOpen(NOW)).isFalse();
        gate.resume();
        assertThat(gate.isOpen(NOW)).isTrue();
        gate.close();
        assertThat(gate.isOpen(NOW)).isFalse();
    }
}
