package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.Settlement;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the embedded outbox keeps its bounds, and names the one that is reached. */
@Timeout(60)
class SqliteBoundsTest {
    private static final PortalKey OTHER = new PortalKey("other");
    private static final DeathCause CAUSE = new DeathCause(400, null, "no such template", null);

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    @Test
    void fullByEvents() {
        try (SqliteOutbox outbox = open(SqliteOutboxes.withMaxEvents(settings(), 10, 1))) {
            assertThat(append(outbox, pageViews(0, 8))).isEqualTo(new Appended.Stored());
            assertThat(append(outbox, pageViews(8, 11))).isEqualTo(new Appended.Full("utkast.outbox.max-events"));
            assertThat(outbox.accepting()).isTrue();
            assertThat(append(outbox, pageViews(8, 10))).isEqualTo(new Appended.Stored());
            assertThat(outbox.accepting()).isFalse();

            deliver(outbox, 3);

            assertThat(outbox.accepting()).isTrue();
            assertThat(append(outbox, pageViews(10, 13))).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void fullnessSurvivesRestart() {
        OutboxSettings settings = SqliteOutboxes.withMaxEvents(settings(), 10, 1);
        try (SqliteOutbox outbox = open(settings)) {
            append(outbox, pageViews(0, 10));
        }

        try (SqliteOutbox outbox = open(settings)) {
            assertThat(append(outbox, pageViews(10, 11))).isEqualTo(new Appended.Full("utkast.outbox.max-events"));
        }
    }

    @Test
    void oneFullPortalLeavesRoomForOthers() {
        try (SqliteOutbox outbox = open(SqliteOutboxes.withMaxEvents(settings(), 10, 0.5))) {
            assertThat(append(outbox, pageViews(0, 5))).isEqualTo(new Appended.Stored());
            assertThat(append(outbox, pageViews(5, 6))).isEqualTo(new Appended.Full("utkast.outbox.max-share"));
            assertThat(append(outbox, pageViews(OTHER, 5, 10))).isEqualTo(new Appended.Stored());

            deliver(outbox, 1);

            assertThat(append(outbox, pageViews(10, 11))).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void fullByBytes() {
        try (SqliteOutbox outbox = open(SqliteOutboxes.withCapacity(settings(), 400_000, 1))) {
            int number = 0;
            Appended last = new Appended.Stored();
            while (last instanceof Appended.Stored && number < 2_000) {
                last = append(outbox, pageViews(number, number += 20));
            }

            assertThat(last).isEqualTo(new Appended.Full("utkast.outbox.capacity"));
            assertThat(number).isBetween(60, 1_000);
            assertThat(await(outbox.status()).bytes()).isLessThan(500_000);
        }
    }

    @Test
    void shareHoldsForBytesToo() {
        try (SqliteOutbox outbox = open(SqliteOutboxes.withCapacity(settings(), 10_000_000, 0.001))) {
            Appended appended = append(outbox, pageViews(0, 50));

            assertThat(appended).isEqualTo(new Appended.Full("utkast.outbox.max-share"));
            assertThat(append(outbox, pageViews(0, 5))).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void deadLettersAreBoundedByNumber() throws SQLException {
        OutboxSettings settings = SqliteOutboxes.withDeadLetters(settings(), 3, Duration.ofDays(30));
        try (SqliteOutbox outbox = open(settings)) {
            append(outbox, pageViews(0, 6));
            bury(outbox, 4);
            clock.pass(Duration.ofSeconds(1));
            bury(outbox, 1);

            assertThat(deadLetters(outbox)).isEqualTo(3);
            assertThat(await(outbox.status()).queued()).isOne();
        }
        try (StoredEvents file = new StoredEvents(settings.file())) {
            // The newest stay.
            assertThat(file.number("SELECT count(*) FROM dead_letter")).isEqualTo(3);
            assertThat(file.number("SELECT count(*) FROM dead_letter WHERE id = '"
                            + pageView(4).id() + "'"))
                    .isOne();
        }
    }

    @Test
    void deadLettersAreBoundedByAge() {
        OutboxSettings settings = SqliteOutboxes.withDeadLetters(settings(), 100, Duration.ofDays(30));
        try (SqliteOutbox outbox = open(settings)) {
            append(outbox, pageViews(0, 4));
            bury(outbox, 2);
            clock.pass(Duration.ofDays(31));
            bury(outbox, 1);

            assertThat(deadLetters(outbox)).isOne();
            clock.pass(Duration.ofDays(31));
        }
        try (SqliteOutbox outbox = open(settings)) {
            assertThat(deadLetters(outbox)).isZero();
        }
    }

    @Test
    void notesOfRequestsAreForgottenAfterAnHour() throws SQLException {
        OutboxSettings settings = settings();
        try (SqliteOutbox outbox = open(settings)) {
            await(outbox.noteRequest(ACME, clock.instant()));
            clock.pass(Duration.ofMinutes(61));
            await(outbox.noteRequest(ACME, clock.instant()));
        }
        try (StoredEvents file = new StoredEvents(settings.file())) {
            assertThat(file.number("SELECT count(*) FROM request")).isOne();
        }
    }

    private OutboxSettings settings() {
        return SqliteOutboxes.settings(directory);
    }

    private SqliteOutbox open(OutboxSettings settings) {
        return SqliteOutboxes.open(settings, clock);
    }

    private static Appended append(SqliteOutbox outbox, List<QueuedEvent> events) {
        return await(outbox.append(events));
    }

    private static void deliver(SqliteOutbox outbox, int events) {
        List<Lease> leases = await(outbox.take(ACME, events));
        await(outbox.settle(
                ACME,
                leases.stream()
                        .<Settlement>map(lease -> new Settlement.Delivered(lease, true))
                        .toList()));
    }

    private static void bury(SqliteOutbox outbox, int events) {
        List<Lease> leases = await(outbox.take(ACME, events));
        await(outbox.settle(
                ACME,
                leases.stream()
                        .<Settlement>map(lease -> new Settlement.Dead(lease, CAUSE))
                        .toList()));
    }

    private static long deadLetters(SqliteOutbox outbox) {
        OutboxStatus.PortalShare share = await(outbox.status()).portals().get(ACME);
        return share == null ? 0 : share.deadLetters();
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
