package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Outcome.Scope;
import io.utkast.outbox.LaneMemory;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the gate tells of why it is shut, to the operator and to the next process. */
class GateReasonsTest {
    private static final Instant NOW = MutableClock.START;

    private final Gate gate = new Gate(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)), 8);

    @Test
    void tellsTheGravestOfSeveralReasons() {
        gate.answered(ScriptedDestination.later(Scope.BATCH, Duration.ofSeconds(30)), NOW);
        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofSeconds(10)), NOW);
        assertThat(gate.condition(NOW)).map(Gate.Condition::state).contains(LaneState.RATE_LIMITED);

        gate.answered(ScriptedDestination.unauthorized(), NOW);
        assertThat(gate.condition(NOW)).map(Gate.Condition::state).contains(LaneState.UNAUTHORIZED);

        gate.pause();
        assertThat(gate.condition(NOW)).map(Gate.Condition::state).contains(LaneState.PAUSED);
    }

    @Test
    void remembersForARestartOnlyWhatOutlastsOne() {
        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofMillis(4_999)), NOW);
        assertThat(gate.rest()).isNull();

        gate.answered(ScriptedDestination.later(Scope.QUOTA, Duration.ofSeconds(5)), NOW);
        assertThat(gate.rest()).isNotNull();
        assertThat(gate.fault()).isNull();
    }

    @Test
    void remembersAFaultThatOutlastsARestart() {
        Gate shortest = new Gate(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0), 8);
        shortest.answered(ScriptedDestination.later(Scope.BATCH, Duration.ZERO), NOW);
        assertThat(shortest.fault()).isNull();

        shortest.answered(ScriptedDestination.later(Scope.BATCH, Duration.ofSeconds(5)), NOW);

        assertThat(shortest.fault())
                .isEqualTo(new LaneMemory.Stop("waiting", NOW.plusSeconds(5), 2, "HubSpot answered 5xx"));
    }

    /** Or a lane that is started again and again would never back off. */
    @Test
    void remembersManyFailuresThoughTheNextTryIsNear() {
        Gate shortest = new Gate(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0), 8);
        for (int failures = 0; failures < 4; failures++) {
            shortest.answered(ScriptedDestination.later(Scope.BATCH, Duration.ZERO), NOW);
        }

        assertThat(shortest.fault()).isEqualTo(new LaneMemory.Stop("waiting", NOW, 4, "HubSpot answered 5xx"));
    }
}
