package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcraTest {
    /** Five events a second: one each 200 ms. */
    private final Gcra gcra = new Gcra(5, Duration.ofSeconds(1));

    private final AtomicLong state = new AtomicLong();

    @ParameterizedTest
    @CsvSource({
        // taken at 0, asked after ms, cost, wait in ns
        "0, 0, 5, 0",
        "0, 0, 1, 0",
        "5, 0, 1, 200000000",
        "5, 199, 1, 1000000",
        "5, 200, 1, 0",
        "5, 400, 3, 200000000",
        "5, 999, 5, 1000000",
        "5, 1000, 5, 0",
        "5, 5000, 5, 0",
        "3, 0, 3, 200000000",
        "3, 0, 2, 0",
        // a cost above the bucket is capped, so that it can pass at all
        "0, 0, 50, 0",
        "1, 0, 50, 200000000",
        "1, 200, 50, 0"
    })
    void tellsTheExactWait(int taken, long afterMillis, int cost, long waitNanos) {
        if (taken > 0) {
            assertThat(gcra.acquire(state, taken, 0)).isZero();
        }

        assertThat(gcra.acquire(state, cost, afterMillis * 1_000_000)).isEqualTo(waitNanos);
    }

    @Test
    void retryAtTheToldTimePassesAndOneNanosecondBeforeDoesNot() {
        assertThat(gcra.acquire(state, 4, 0)).isZero();
        long wait = gcra.acquire(state, 3, 123);

        assertThat(gcra.acquire(state, 3, 123 + wait - 1)).isEqualTo(1);
        assertThat(gcra.acquire(state, 3, 123 + wait)).isZero();
    }

    @Test
    void refusalTakesNothing() {
        assertThat(gcra.acquire(state, 3, 0)).isZero();
        assertThat(gcra.acquire(state, 3, 0)).isPositive();

        assertThat(gcra.acquire(state, 2, 0)).isZero();
    }

    @Test
    void refundGivesBackWhatWasTaken() {
        assertThat(gcra.acquire(state, 5, 0)).isZero();

        gcra.refund(state, 3);

        assertThat(gcra.acquire(state, 3, 0)).isZero();
        assertThat(gcra.acquire(state, 1, 0)).isEqualTo(200_000_000);
    }

    @Test
    void restDoesNotFillTheBucketBeyondItsSize() {
        long later = Duration.ofHours(5).toNanos();

        assertThat(gcra.acquire(state, 5, later)).isZero();
        assertThat(gcra.acquire(state, 1, later)).isEqualTo(200_000_000);
    }

    @Test
    void worksWithTimesBelowZero() {
        state.set(-10_000_000_000L);

        assertThat(gcra.acquire(state, 5, -9_000_000_000L)).isZero();
        assertThat(gcra.acquire(state, 1, -9_000_000_000L)).isEqualTo(200_000_000);
    }

    @Test
    void grantsNoMoreThanTheBucketToManyThreads() throws Exception {
        Gcra bucket = new Gcra(1000, Duration.ofHours(1));
        List<Future<Integer>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                results.add(threads.submit(() -> {
                    int granted = 0;
                    for (int i = 0; i < 1000; i++) {
                        granted += bucket.acquire(state, 1, 0) == 0 ? 1 : 0;
                    }
                    return granted;
                }));
            }
        }

        int granted = 0;
        for (Future<Integer> result : results) {
            granted += result.get();
        }
        assertThat(granted).isEqualTo(1000);
    }
}
