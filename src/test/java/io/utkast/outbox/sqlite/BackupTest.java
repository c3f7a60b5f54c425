package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Lease;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is made while events come in, as docs/operating.md says, is whole, and a gateway starts on it. */
@Timeout(60)
class BackupTest {
    private static final int PER_APPEND = 10;
    /** Then the load ends: sqlite3's backup begins anew after a commit of another process, and might never catch up. */
    private static final int MOST = 10_000;

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    @Test
    void vacuumInto() throws Exception {
        copyUnderLoadAndRestore(copy -> {
            try (StoredEvents file = new StoredEvents(directory.resolve("outbox.db"))) {
                file.execute("VACUUM INTO '" + copy + "'");
            }
        });
    }

    @Test
    void sqlitesOwnBackup() throws Exception {
        assumeTrue(isOnPath("sqlite3"), "sqlite3 is not on the path");

        copyUnderLoadAndRestore(copy -> assertThat(new ProcessBuilder(
                                "sqlite3",
                                directory.resolve("outbox.db").toString(),
                                ".timeout 5000",
                                ".backup '" + copy + "'")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero());
    }

    @FunctionalInterface
    private interface Backup {
        void to(Path copy) throws Exception;
    }

    private void copyUnderLoadAndRestore(Backup backup) throws Exception {
        Path restored = Files.createDirectory(directory.resolve("restored"));
        int before;
        int after;
        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), clock)) {
            AtomicInteger stored = new AtomicInteger();
            CountDownLatch enough = new CountDownLatch(1);
            Thread load = Thread.ofPlatform().start(() -> appendUntil(enough, outbox, stored));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stored.get() > 500);
            before = stored.get();
            backup.to(restored.resolve("outbox.db"));
            enough.countDown();
            load.join();
            after = stored.get();
        }

        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(restored), clock);
                StoredEvents file = new StoredEvents(restored.resolve("outbox.db"))) {
            List<QueuedEvent> events =
                    outbox.take(ACME, 100_000).toCompletableFuture().get(20, TimeUnit.SECONDS).stream()
                            .map(Lease::event)
                            .toList();

            assertThat(events.size()).isBetween(before, after);
            assertThat(events).containsExactlyElementsOf(pageViews(0, events.size()));
            assertThat(file.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"))
                    .isOne();
            assertThat(outbox.append(pageViews(after, after + 1)).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(new Appended.Stored());
        }
    }

    private static void appendUntil(CountDownLatch enough, SqliteOutbox outbox, AtomicInteger stored) {
        while (enough.getCount() > 0 && stored.get() < MOST) {
            int from = stored.get();
            outbox.append(pageViews(from, from + PER_APPEND))
                    .toCompletableFuture()
                    .join();
            stored.addAndGet(PER_APPEND);
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
