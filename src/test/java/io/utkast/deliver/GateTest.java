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

    private final Gate gate = new Gate(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)), 8);

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
    void letsOneRequestThroughAfterARestBeforeAllOthers() {
        assertThat(gate.inFlight()).isEqualTo(8);
        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofSeconds(10)), NOW);
        assertThat(gate.inFlight()).isEqualTo(1);
        assertThat(gate.isProbing()).isFalse();

        gate.answered(ScriptedDestination.yes(List.of()), NOW.plusSeconds(9));
        assertThat(gate.inFlight()).isEqualTo(1);
        gate.answered(ScriptedDestination.yes(List.of()), NOW.plusSeconds(10));
        assertThat(gate.inFlight()).isEqualTo(8);
    }

    @Test
    void halvesTheRequestsAtOnceWithEachLock() {
        Instant now = NOW;
        for (int left : new int[] {4, 2, 1}) {
            lockTogether(now);
            now = now.plusSeconds(2);
            gate.answered(new Outcome.SplitAndRetry("too large", QuotaSeen.NONE), now);
            assertThat(gate.inFlight()).isEqualTo(left);
        }
    }

    @Test
    void raisesTheRequestsAtOnceOneByOneAfterALock() {
        lockTogether(NOW);

        for (int answers = 0; answers < 4 + 5 + 6; answers++) {
            gate.answered(ScriptedDestination.yes(List.of()), NOW.plusSeconds(2));
        }
        assertThat(gate.inFlight()).isEqualTo(7);
        for (int answers = 0; answers < 100; answers++) {
            gate.answered(ScriptedDestination.no("bad"), NOW.plusSeconds(2));
        }
        assertThat(gate.inFlight()).isEqualTo(8);
    }

    private void lockTogether(Instant now) {
        for (int together = 0; together < 8; together++) {
            gate.answered(ScriptedDestination.later(Scope.LOCKED, Duration.ofSeconds(2)), now);
        }
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
