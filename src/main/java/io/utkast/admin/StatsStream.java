package io.utkast.admin;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The stats once a second for each page that watches; they are read once for all of them, and only while one watches. */
@Singleton
class StatsStream {
    static final int MAXIMUM = 20;

    /** Then the page comes again by itself, if its session still lives. */
    private static final int LONGEST_SECONDS = 600;

    private final AtomicInteger watching = new AtomicInteger();
    private final Multi<Stats> stats;
    private volatile boolean closing;

    StatsStream(StatsReader reader) {
        this.stats = Multi.createFrom()
                .ticks()
                .every(Duration.ofSeconds(1))
                .onOverflow()
                .drop()
                // A failing disk leaves a second out; the stream goes on.
                .onItem()
                .transformToMultiAndConcatenate(tick -> Uni.createFrom()
                        .completionStage(reader::read)
                        .onFailure()
                        .recoverWithNull()
                        .toMulti())
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** A stream of its own for a page that will subscribe; empty if too many are watching. */
    Optional<Multi<Stats>> open() {
        if (watching.incrementAndGet() > MAXIMUM) {
            watching.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(stats.onOverflow()
                .dropPreviousItems()
                .select()
                .first(LONGEST_SECONDS)
                .select()
                .first(seen -> !closing)
                .onTermination()
                .invoke(watching::decrementAndGet));
    }

    int watching() {
        return watching.get();
    }

    /** A stop waits for running requests, of which a stream would be one. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        closing = true;
    }
}
