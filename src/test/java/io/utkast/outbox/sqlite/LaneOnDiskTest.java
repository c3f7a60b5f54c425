package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Destination;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.support.StoredEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane on the real file: what each does when the other stumbles must fit together. */
class LaneOnDiskTest {
    private static final LaneSettings SETTINGS =
            LaneSettings.of(ACME, 100, Duration.ZERO, new LaneSettings.Quota(1000, Duration.ofSeconds(10), 0));

    @TempDir
    private Path directory;

    private static final class Yes implements Destination {
        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public Optional<String> obstacle(QueuedEvent event) {
            return Optional.empty();
        }

        @Override
        public Outcome send(List<Lease> batch) {
            sent.addAndGet(batch.size());
            return new Outcome.Delivered(Set.of(), QuotaSeen.NONE);
        }
    }

    @Tag("slow")
    @Test
    @SuppressWarnings("TimeZoneUsage")
    void settlesWhatADiskRefusedForAWhileWithoutSendingItAgain() throws Exception {
        Clock clock = Clock.systemUTC();
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        Yes hubSpot = new Yes();
        try (SqliteOutbox outbox = SqliteOutboxes.open(settings, clock);
                StoredEvents file = new StoredEvents(settings.file())) {
            file.refuseDeletions();
            Lane lane = Lane.of(SETTINGS, outbox, hubSpot, clock);
            lane.start();
            outbox.append(pageViews(0, 3)).toCompletableFuture().get();
            Awaitility.await().until(() -> lane.status().reason() != null);

            file.refuseNothing();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> outbox.status().toCompletableFuture().get().queued() == 0);
            assertThat(hubSpot.sent).hasValue(3);
            assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
        }
    }
}
