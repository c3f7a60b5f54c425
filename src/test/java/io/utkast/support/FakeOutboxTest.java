package io.utkast.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeOutboxTest {
    private final MutableClock clock = new MutableClock();
    private final FakeOutbox outbox = new FakeOutbox(clock);

    @Test
    void leasesEachEventOnce() {
        outbox.append(QueuedEvents.pageViews(3));

        assertThat(take(2)).hasSize(2);
        assertThat(take(2)).hasSize(1);
        assertThat(take(2)).isEmpty();
    }

    @Test
    void leasesAgainWhenTheTimeHasCome() {
        outbox.append(QueuedEvents.pageViews(1));
        Lease lease = take(1).getFirst();
        settle(new Settlement.Later(lease, clock.instant().plusSeconds(5), true));

        assertThat(take(1)).isEmpty();
        clock.advance(Duration.ofSeconds(5));

        assertThat(take(1)).extracting(Lease::attempts).containsExactly(1);
    }

    @Test
    void releasesTheLongestHeldFirst() {
        outbox.append(QueuedEvents.pageViews(2));
        List<Lease> leases = take(2);
        settle(new Settlement.Held(leases.get(1), "why"));
        settle(new Settlement.Held(leases.get(0), "why"));

        outbox.release(QueuedEvents.ACME, 1);

        assertThat(take(2))
                .extracting(Lease::sequence)
                .containsExactly(leases.get(1).sequence());
    }

    @Test
    void refusesToSettleTwice() {
        outbox.append(QueuedEvents.pageViews(1));
        Settlement delivered = new Settlement.Delivered(take(1).getFirst(), false);
        settle(delivered);

        assertThatThrownBy(() -> settle(delivered)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsOnceAfterSoManyCalls() {
        outbox.failOnceAfter(1);

        assertThat(outbox.noteRequest(QueuedEvents.ACME, clock.instant())).isCompleted();
        assertThat(outbox.noteRequest(QueuedEvents.ACME, clock.instant())).isCompletedExceptionally();
        assertThat(outbox.noteRequest(QueuedEvents.ACME, clock.instant())).isCompleted();
        assertThat(outbox.requests()).hasSize(2);
    }

    private List<Lease> take(int limit) {
        return outbox.take(QueuedEvents.ACME, limit).toCompletableFuture().join();
    }

    private void settle(Settlement settlement) {
        outbox.settle(QueuedEvents.ACME, List.of(settlement))
                .toCompletableFuture()
                .join();
    }
}
