package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue of growing numbers gives back what was put in, however far they lie apart. */
class SequenceQueueTest {
    private final SequenceQueue queue = new SequenceQueue();

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 16_383, 16_384, 1L << 35, Long.MAX_VALUE - 5})
    void keepsNumbersThatAreSoFarApart(long distance) {
        queue.add(5);
        queue.add(5 + distance);

        assertThat(drain(queue)).containsExactly(5L, 5 + distance);
    }

    @Test
    void givesBackWhatAListWouldThroughRandomSteps() {
        Random random = new Random(7);
        Deque<Long> model = new ArrayDeque<>();
        long number = 0;
        for (int i = 0; i < 100_000; i++) {
            // Grows and shrinks in turn, so that it is empty now and then, and thousands long at times.
            boolean grows = i / 5_000 % 2 == 0;
            if (model.isEmpty() || random.nextInt(3) < (grows ? 2 : 1)) {
                number += 1 + random.nextLong(1L << random.nextInt(40));
                model.addLast(number);
                queue.add(number);
            } else {
                assertThat(queue.first()).isEqualTo(model.getFirst());
                assertThat(queue.poll()).isEqualTo(model.removeFirst());
            }
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        }
        assertThat(drain(queue)).containsExactlyElementsOf(model);
    }

    @Test
    void refusesWhatDoesNotGrow() {
        queue.add(5);

        assertThatThrownBy(() -> queue.add(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.add(4)).isInstanceOf(IllegalArgumentException.class);
        assertThat(drain(queue)).containsExactly(5L);
    }

    @Test
    void startsAnewOnceItWasEmpty() {
        queue.add(500);
        queue.add(70_000);
        drain(queue);

        queue.add(3);
        queue.add(4);

        assertThat(drain(queue)).containsExactly(3L, 4L);
    }

    @Test
    void leavesOutSomeAndGoesOn() {
        for (long number = 1; number <= 6; number++) {
            queue.add(number);
        }

        SequenceQueue rest = queue.without(Set.of(1L, 3L, 6L, 9L));
        rest.add(7);

        assertThat(drain(rest)).containsExactly(2L, 4L, 5L, 7L);
    }

    private static List<Long> drain(SequenceQueue queue) {
        List<Long> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            all.add(queue.poll());
        }
        return all;
    }
}
