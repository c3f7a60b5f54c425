package io.utkast.collect;

import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.collect.Intake.Taken;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.support.ManualOutbox;
import io.utkast.support.Settings;
import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event counts as seen only once it is durable. */
@Timeout(60)
class IntakeTest {
    private final ManualOutbox outbox = new ManualOutbox();
    private final Intake intake = new Intake(
            new DuplicateMemory(
                    Settings.defaults(DuplicatesConfig.class), new SecureRandom(), new TestClock().ticker()),
            outbox.port());

    @Test
    void answersOnlyWhenTheCommitSucceeded() {
        CompletableFuture<Taken> taken = take(pageView(1), pageView(2));
        assertThat(taken).isNotDone();

        outbox.store();

        assertThat(taken).isCompletedWithValue(new Taken.Durable(2, 0));
    }

    @Test
    void nothingToTakeAsksNoOutbox() {
        assertThat(take()).isCompletedWithValue(new Taken.Durable(0, 0));
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void secondCopyAfterTheCommitIsDuplicate() {
        CompletableFuture<Taken> first = take(pageView(1));
        outbox.store();
        assertThat(first).isCompletedWithValue(new Taken.Durable(1, 0));

        CompletableFuture<Taken> retry = take(pageView(1), pageView(2));
        outbox.store();

        assertThat(retry).isCompletedWithValue(new Taken.Durable(1, 1));
        assertThat(outbox.stored()).containsExactly(pageView(1), pageView(2));
    }

    @Test
    void twiceInOneRequestIsOneAndOneDuplicate() {
        CompletableFuture<Taken> taken = take(pageView(1), pageView(2), pageView(1));
        outbox.store();

        assertThat(taken).isCompletedWithValue(new Taken.Durable(2, 1));
        assertThat(outbox.stored()).containsExactly(pageView(1), pageView(2));
    }

    @Test
    void retryAfterFailedCommitIsAcceptedAndNoDuplicate() {
        for (Runnable failure : List.<Runnable>of(
                () -> outbox.refuse(new Appended.Unavailable("the disk refuses")),
                () -> outbox.refuse(new Appended.Full("utkast.outbox.max-events")),
                outbox::fail)) {
            CompletableFuture<Taken> first = take(pageView(1), pageView(2));
            failure.run();
            assertThat(first.join()).isInstanceOf(Taken.Refused.class);
        }

        CompletableFuture<Taken> retry = take(pageView(1), pageView(2));
        outbox.store();

        assertThat(retry).isCompletedWithValue(new Taken.Durable(2, 0));
    }

    @Test
    void fullOutboxIsNamed() {
        Appended.Full full = new Appended.Full("utkast.outbox.max-share");

        CompletableFuture<Taken> taken = take(pageView(1));
        outbox.refuse(full);

        assertThat(taken).isCompletedWithValue(new Taken.Refused(full));
    }

    @Test
    void twinWaitsForTheFirstOnesCommit() {
        CompletableFuture<Taken> first = take(pageView(1));
        CompletableFuture<Taken> twin = take(pageView(1));
        assertThat(twin).isNotDone();
        assertThat(outbox.waiting()).isOne();

        outbox.store();

        assertThat(first).isCompletedWithValue(new Taken.Durable(1, 0));
        assertThat(twin).isCompletedWithValue(new Taken.Durable(0, 1));
    }

    @Test
    void twinOfManyEventsWaitsForAllOfThem() {
        List<QueuedEvent> events = pageViews(0, 50);
        CompletableFuture<Taken> first = take(events);
        CompletableFuture<Taken> twin = take(events);

        outbox.store();

        assertThat(first).isCompletedWithValue(new Taken.Durable(50, 0));
        assertThat(twin).isCompletedWithValue(new Taken.Durable(0, 50));
    }

    @Test
    void twinTakesOverWhenTheFirstOnesCommitFails() {
        List<QueuedEvent> events = pageViews(0, 50);
        CompletableFuture<Taken> first = take(events);
        CompletableFuture<Taken> twin = take(events);

        outbox.refuse(new Appended.Unavailable("the disk refuses"));
        assertThat(first.join()).isInstanceOf(Taken.Refused.class);
        assertThat(twin).isNotDone();
        outbox.store();

        assertThat(twin).isCompletedWithValue(new Taken.Durable(50, 0));
    }

    @Test
    void manyTwinsAreStoredOnce() {
        List<CompletableFuture<Taken>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(take(pageViews(0, 10)));
        }

        outbox.refuse(new Appended.Unavailable("the disk refuses"));
        outbox.store();

        assertThat(all.getFirst().join()).isInstanceOf(Taken.Refused.class);
        assertThat(all.subList(1, 20).stream().map(CompletableFuture::join))
                .containsOnlyOnce(new Taken.Durable(10, 0))
                .filteredOn(new Taken.Durable(0, 10)::equals)
                .hasSize(18);
        assertThat(outbox.stored()).hasSize(10);
    }

    @Test
    void requestsThatShareEventsInOppositeOrderEnd() {
        CompletableFuture<Taken> one = take(pageView(1), pageView(2));
        CompletableFuture<Taken> other = take(pageView(3), pageView(2), pageView(1));
        CompletableFuture<Taken> third = take(pageView(3));

        // The second request gave event 3 up while it waits, so the third one has it.
        assertThat(outbox.waiting()).isEqualTo(2);
        outbox.store();
        outbox.store();

        assertThat(one).isCompletedWithValue(new Taken.Durable(2, 0));
        assertThat(third).isCompletedWithValue(new Taken.Durable(1, 0));
        assertThat(other).isCompletedWithValue(new Taken.Durable(0, 3));
    }

    @Test
    void twinOfBrokenDiskIsToldSoInTheEnd() {
        List<CompletableFuture<Taken>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(take(pageView(1)));
        }

        while (outbox.waiting() > 0) {
            outbox.refuse(new Appended.Unavailable("the disk refuses"));
        }

        assertThat(all).allSatisfy(taken -> assertThat(taken.join()).isInstanceOf(Taken.Refused.class));
    }

    @Test
    void racingTwinsInOppositeOrderEndAndAreStoredOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 500; round++) {
                QueuedEvent a = pageView(2 * round);
                QueuedEvent b = pageView(2 * round + 1);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<CompletionStage<Taken>> forth = threads.submit(() -> takeAfter(start, a, b));
                Future<CompletionStage<Taken>> back = threads.submit(() -> takeAfter(start, b, a));

                forth.get(20, TimeUnit.SECONDS);
                back.get(20, TimeUnit.SECONDS);
                while (outbox.waiting() > 0) {
                    outbox.store();
                }

                assertThat(List.of(ended(forth), ended(back)))
                        .containsExactlyInAnyOrder(new Taken.Durable(2, 0), new Taken.Durable(0, 2));
            }
        }
        assertThat(outbox.stored()).hasSize(1000).doesNotHaveDuplicates();
    }

    private static Taken ended(Future<CompletionStage<Taken>> request) throws Exception {
        return request.get().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private CompletionStage<Taken> takeAfter(CyclicBarrier start, QueuedEvent... events) throws Exception {
        start.await(20, TimeUnit.SECONDS);
        return take(events);
    }

    private CompletableFuture<Taken> take(QueuedEvent... events) {
        return take(List.of(events));
    }

    private CompletableFuture<Taken> take(List<QueuedEvent> events) {
        return intake.take(events, Runnable::run, stored -> {}).toCompletableFuture();
    }
}
