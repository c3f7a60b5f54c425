package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.outbox.Appended;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded outbox does when its disk or its file is not well. */
@Timeout(60)
class SqliteFailuresTest {
    private static final int PAGE = 4096;

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private OutboxSettings settings;

    @BeforeEach
    void setUp() {
        settings = SqliteOutboxes.settings(directory.resolve("data"));
        assertThat(directory.resolve("data").toFile().mkdir()).isTrue();
    }

    @Test
    void refusedInsertionIsUnavailableAndTheNextOneIsTaken() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            file.refuseInsertions();

            assertThat(acceptsWhileItTellsOfAFailure(outbox)).isFalse();
            assertThat(await(outbox.status()).queued()).isZero();
            assertThat(await(outbox.take(ACME, 10))).isEmpty();

            file.refuseNothing();
            assertThat(await(outbox.append(pageViews(0, 3)))).isEqualTo(new Appended.Stored());
            assertThat(outbox.accepting()).isTrue();
            assertThat(file.count()).isEqualTo(3);
        }
    }

    @Test
    void firstAppendWorksThoughSomebodyElseWroteSinceTheStart() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            file.execute("CREATE TABLE notes_of_the_operator (text TEXT)");

            assertThat(await(outbox.append(pageViews(0, 1)))).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void recoversByItselfSinceNobodySendsToWhoIsNotReady() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            file.refuseInsertions();
            assertThat(acceptsWhileItTellsOfAFailure(outbox)).isFalse();
            file.refuseNothing();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(outbox::accepting);
        }
    }

    /** As it does for itself on a full disk. */
    @Test
    void recoversThoughSqliteRolledBackByItself() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            file.execute(
                    "CREATE TRIGGER refuse_insert BEFORE INSERT ON event BEGIN SELECT RAISE(ROLLBACK, 'full'); END");
            assertThat(await(outbox.append(pageViews(0, 1)))).isInstanceOf(Appended.Unavailable.class);
            file.refuseNothing();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(outbox::accepting);
            assertThat(await(outbox.append(pageViews(0, 2)))).isEqualTo(new Appended.Stored());
            assertThat(file.count()).isEqualTo(2);
        }
    }

    @Test
    void failedSettlementCanBeTriedAgain() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            await(outbox.append(pageViews(0, 3)));
            List<Settlement> delivered = await(outbox.take(ACME, 2)).stream()
                    .<Settlement>map(lease -> new Settlement.Delivered(lease, true))
                    .toList();
            file.refuseDeletions();

            assertThat(outbox.settle(ACME, delivered)).failsWithin(Duration.ofSeconds(20));

            file.refuseNothing();
            assertThat(await(outbox.status()).queued()).isEqualTo(3);
            assertThat(await(outbox.take(ACME, 10)))
                    .extracting(Lease::event)
                    .containsExactlyElementsOf(pageViews(2, 3));
            await(outbox.settle(ACME, delivered));
            assertThat(await(outbox.status()).queued()).isEqualTo(1);
        }
    }

    /** Of most failures the driver closes the statement that met them. */
    @Test
    void worksAgainAfterFailuresThatCloseStatements() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            await(outbox.append(pageViews(0, 10)));
            Lease lease = await(outbox.take(ACME, 1)).getFirst();
            Settlement delivered = new Settlement.Delivered(lease, true);
            file.execute("ALTER TABLE event RENAME TO away");

            assertThat(await(outbox.append(pageViews(10, 20)))).isInstanceOf(Appended.Unavailable.class);
            assertThat(outbox.settle(ACME, List.of(delivered))).failsWithin(Duration.ofSeconds(20));
            assertThat(outbox.take(ACME, 1)).failsWithin(Duration.ofSeconds(20));
            assertThat(outbox.status()).failsWithin(Duration.ofSeconds(20));

            file.execute("ALTER TABLE away RENAME TO event");
            assertThat(await(outbox.append(pageViews(10, 20)))).isEqualTo(new Appended.Stored());
            await(outbox.settle(ACME, List.of(delivered)));
            assertThat(await(outbox.take(ACME, 100)))
                    .extracting(Lease::event)
                    .containsExactlyElementsOf(pageViews(1, 20));
            assertThat(await(outbox.status()).queued()).isEqualTo(19);
        }
    }

    @Test
    void removedDirectoryIsUnavailable() throws IOException {
        try (SqliteOutbox outbox = open()) {
            await(outbox.append(pageViews(0, 1)));
            Path away = Files.move(directory.resolve("data"), directory.resolve("away"));

            assertThat(await(outbox.append(pageViews(1, 2)))).isInstanceOf(Appended.Unavailable.class);
            assertThat(outbox.accepting()).isFalse();

            Files.move(away, directory.resolve("data"));
            assertThat(await(outbox.append(pageViews(1, 2)))).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void unreadableRowIsHeldAndKeepsNobodyElse() throws SQLException {
        try (SqliteOutbox outbox = open();
                StoredEvents file = new StoredEvents(settings.file())) {
            await(outbox.append(pageViews(0, 3)));
            file.execute("CREATE TABLE good AS SELECT * FROM event");
            file.execute("UPDATE event SET body = x'7b' WHERE sequence = (SELECT max(sequence) FROM event)");

            assertThat(await(outbox.take(ACME, 10)))
                    .extracting(Lease::event)
                    .containsExactlyElementsOf(pageViews(0, 2));

            file.execute("UPDATE event SET body = (SELECT body FROM good WHERE good.sequence = event.sequence)");
            assertThat(await(outbox.release(ACME))).isEqualTo(1);
            assertThat(await(outbox.take(ACME, 10)))
                    .extracting(Lease::event)
                    .containsExactly(pageViews(2, 3).getFirst());
        }
    }

    @Test
    void refusesFileOfNewerVersion() throws SQLException {
        open().close();
        try (StoredEvents file = new StoredEvents(settings.file())) {
            file.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> SqliteOutbox.open(settings, clock))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("newer Utkast", "99", settings.file().toString());
    }

    @Test
    void refusesFileThatIsNoDatabase() throws IOException {
        Files.writeString(settings.file(), "Dear diary, today ".repeat(500));

        assertThatThrownBy(() -> SqliteOutbox.open(settings, clock))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll(settings.file().toString(), "docs/operating.md");
    }

    @Test
    void refusesDamagedFileAndSaysWhatToDo() throws IOException {
        try (SqliteOutbox outbox = open()) {
            await(outbox.append(pageViews(0, 500)));
        }
        long size = Files.size(settings.file());
        try (FileChannel file = FileChannel.open(settings.file(), StandardOpenOption.WRITE)) {
            // From the second page on: the first one still tells of tables that are there no more.
            file.write(ByteBuffer.allocate((int) size - PAGE), PAGE);
        }

        assertThatThrownBy(() -> SqliteOutbox.open(settings, clock))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll(settings.file().toString(), "restore a backup", "docs/operating.md");
    }

    @Test
    void closedOutboxAnswersInsteadOfWaitingForEver() {
        SqliteOutbox outbox = open();
        await(outbox.append(pageViews(0, 2)));
        Lease lease = await(outbox.take(ACME, 1)).getFirst();

        outbox.close();
        outbox.close();

        assertThat(outbox.accepting()).isFalse();
        assertThat(await(outbox.append(pageViews(2, 3)))).isInstanceOf(Appended.Unavailable.class);
        assertThat(outbox.settle(ACME, List.of(new Settlement.Delivered(lease, true))))
                .failsWithin(Duration.ofSeconds(5));
        assertThat(outbox.noteRequest(ACME, clock.instant())).failsWithin(Duration.ofSeconds(5));
        assertThat(outbox.release(ACME)).failsWithin(Duration.ofSeconds(5));
        assertThat(outbox.take(ACME, 1)).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void closingWritesWhatWasHandedIn() {
        SqliteOutbox outbox = open();
        List<CompletableFuture<Appended>> appended = pageViews(0, 500).stream()
                .map(event -> outbox.append(List.of(event)).toCompletableFuture())
                .toList();

        outbox.close();

        assertThat(appended).allSatisfy(one -> assertThat(one).isCompletedWithValue(new Appended.Stored()));
        try (SqliteOutbox again = open()) {
            assertThat(await(again.status()).queued()).isEqualTo(500);
        }
    }

    @Test
    void sequencesAreNotUsedAgainWhileAnEventOrDeadLetterHasThem() {
        try (SqliteOutbox outbox = open()) {
            await(outbox.append(pageViews(0, 2)));
            assertThat(await(outbox.take(ACME, 1)).getFirst().sequence()).isOne();
        }
        try (SqliteOutbox outbox = open()) {
            await(outbox.append(List.of(pageView(2))));
            assertThat(await(outbox.take(ACME, 3))).extracting(Lease::sequence).containsExactly(1L, 2L, 3L);
        }
    }

    /** Asked at that very moment: soon a probe may find the disk well again. */
    private static boolean acceptsWhileItTellsOfAFailure(SqliteOutbox outbox) {
        AtomicBoolean accepting = new AtomicBoolean(true);
        Appended appended = await(outbox.append(pageViews(0, 3), tell -> {
            accepting.set(outbox.accepting());
            tell.run();
        }));
        assertThat(appended).isInstanceOf(Appended.Unavailable.class);
        return accepting.get();
    }

    private SqliteOutbox open() {
        return SqliteOutboxes.open(settings, clock);
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
