package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.DuplicateMemory.Claim;
import io.utkast.event.DeliveryId;
import io.utkast.support.Settings;
import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DuplicateMemoryTest {
    private static final DeliveryId ONE = new DeliveryId("4242:shop:1");
    private static final DeliveryId TWO = new DeliveryId("4242:shop:2");

    private final TestClock clock = new TestClock();
    private final DuplicateMemory memory = memory(1000);

    @Test
    void firstCopyIsFirst() {
        assertThat(memory.claim(ONE)).isEqualTo(new Claim.First());
        assertThat(memory.claim(TWO)).isEqualTo(new Claim.First());
        assertThat(memory.status().size()).isZero();
    }

    @Test
    void pendingCopyIsWaitedForAndNotSeen() {
        Claim first = memory.claim(ONE);
        Claim second = memory.claim(ONE);

        assertThat(first).isEqualTo(new Claim.First());
        assertThat(second)
                .isInstanceOfSatisfying(
                        Claim.Wait.class, wait -> assertThat(wait.ended()).isNotDone());
    }

    @Test
    void confirmedCopyIsSeen() {
        memory.claim(ONE);
        Claim.Wait wait = (Claim.Wait) memory.claim(ONE);

        memory.confirm(List.of(ONE));

        assertThat(wait.ended()).isDone();
        assertThat(memory.claim(ONE)).isEqualTo(new Claim.Seen());
        assertThat(memory.status().size()).isOne();
    }

    @Test
    void tellsHowOftenALookFoundItsEvent() {
        assertThat(memory.status().hitRatio()).as("before any look").isZero();
        memory.claim(ONE);
        memory.confirm(List.of(ONE));
        memory.claim(ONE);
        memory.claim(ONE);
        memory.claim(TWO);
        memory.claim(TWO);

        assertThat(memory.status().hitRatio()).as("a wait is no look").isEqualTo(0.5);
    }

    @Test
    void withdrawnCopyMayBeClaimedAgain() {
        memory.claim(ONE);
        Claim.Wait wait = (Claim.Wait) memory.claim(ONE);

        memory.withdraw(List.of(ONE));

        assertThat(wait.ended()).isDone();
        assertThat(memory.claim(ONE)).isEqualTo(new Claim.First());
    }

    @Test
    void whoeverWaitsWakesWhenAllOfTheRequestIsTold() {
        memory.claim(ONE);
        memory.claim(TWO);
        List<Claim> seenOnWaking = new ArrayList<>();
        Claim.Wait wait = (Claim.Wait) memory.claim(ONE);
        var woken = wait.ended().thenRun(() -> seenOnWaking.add(memory.claim(TWO)));

        memory.confirm(List.of(ONE, TWO));

        assertThat(woken).isDone();
        assertThat(seenOnWaking).containsExactly(new Claim.Seen());
    }

    @Test
    void remembersForItsTimeAndForgetsWithinThirdMore() {
        memory.claim(ONE);
        memory.confirm(List.of(ONE));
        clock.pass(Duration.ofHours(24).minusNanos(1));
        assertThat(memory.claim(ONE)).isEqualTo(new Claim.Seen());

        clock.pass(Duration.ofHours(24));

        assertThat(memory.claim(ONE)).isEqualTo(new Claim.First());
    }

    @Test
    void remembersNoMoreThanItsBound() {
        DuplicateMemory small = memory(100);

        for (int i = 0; i < 10_000; i++) {
            DeliveryId id = new DeliveryId("4242:shop:" + i);
            small.claim(id);
            small.confirm(List.of(id));
        }

        assertThat(small.status().size()).isLessThanOrEqualTo(100);
    }

    @Test
    void oneOfManyRacersIsFirstAndNoneIsFirstAfterIt() throws Exception {
        int racers = 4;
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            for (int round = 0; round < 1000; round++) {
                DeliveryId id = new DeliveryId("4242:shop:race-" + round);
                CyclicBarrier start = new CyclicBarrier(racers);
                List<Future<Integer>> claims = new ArrayList<>();
                for (int racer = 0; racer < racers; racer++) {
                    claims.add(threads.submit(() -> firsts(id, start)));
                }

                int firsts = 0;
                for (Future<Integer> claim : claims) {
                    firsts += claim.get(10, TimeUnit.SECONDS);
                }

                assertThat(firsts).isOne();
            }
        }
    }

    /** How often a racer was first, when each claims twice and confirms at once. */
    private int firsts(DeliveryId id, CyclicBarrier start) throws Exception {
        start.await(10, TimeUnit.SECONDS);
        int firsts = 0;
        for (int i = 0; i < 2; i++) {
            if (memory.claim(id) instanceof Claim.First) {
                firsts++;
                memory.confirm(List.of(id));
            }
        }
        return firsts;
    }

    private DuplicateMemory memory(int maximum) {
        return new DuplicateMemory(
                Settings.read(DuplicatesConfig.class, Map.of("utkast.duplicates.maximum", String.valueOf(maximum))),
                new SecureRandom(),
                clock.ticker());
    }
}
