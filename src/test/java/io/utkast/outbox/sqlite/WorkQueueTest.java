package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkQueueTest {
    private static final long LONG = Duration.ofSeconds(20).toNanos();

    private final WorkQueue queue = new WorkQueue();

    @Test
    void handsOutInOrderAndNoMoreThanAskedFor() throws Exception {
        List<Work> works = List.of(new ProbeWork(), new ProbeWork(), new ProbeWork());
        works.forEach(queue::add);

        List<Work> group = new ArrayList<>();
        queue.drainTo(group, 2);

        assertThat(group).containsExactlyElementsOf(works.subList(0, 2));
        assertThat(queue.await(1, LONG)).isOne();
    }

    @Test
    void wakesTheWriterOnceEnoughIsThere() {
        CompletableFuture<Integer> waiting = waitFor(2);

        queue.add(new ProbeWork());
        assertThat(waiting).isNotDone();
        queue.add(new ProbeWork());

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(2);
    }

    @Test
    void letsTheWriterGoWhenTheTimeIsOver() throws Exception {
        queue.add(new ProbeWork());

        assertThat(queue.await(2, 1_000_000)).isOne();
        assertThat(queue.isOver()).isFalse();
    }

    @Test
    void closedTakesNothingInAndStillHandsOut() {
        queue.add(new ProbeWork());
        CompletableFuture<Integer> waiting = waitFor(2);

        queue.close();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1);
        assertThat(queue.add(new ProbeWork())).isFalse();
        assertThat(queue.isOver()).as("one is left to write").isFalse();
        queue.drainTo(new ArrayList<>(), 10);
        assertThat(queue.isOver()).isTrue();
    }

    private CompletableFuture<Integer> waitFor(int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return queue.await(count, LONG);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }
}
