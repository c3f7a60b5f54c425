package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.utkast.outbox.Appended;
import io.utkast.support.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of one megabyte that fills up, or is mounted for reading only. Mounting takes root, as in a container. */
@Timeout(60)
class DiskTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private Path disk;
    private OutboxSettings settings;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        settings = SqliteOutboxes.settings(disk);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "no disk can be mounted here: that takes root and CAP_SYS_ADMIN");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void fullDiskLosesNothingAndIsNoticedWhenItHasRoomAgain() throws Exception {
        Path ballast = Files.write(disk.resolve("ballast"), new byte[500_000]);
        try (SqliteOutbox outbox = SqliteOutboxes.open(settings, clock)) {
            int stored = fill(outbox);

            assertThat(await(outbox.status()).queued()).isEqualTo(stored);

            Files.delete(ballast);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(outbox::accepting);
            assertThat(append(outbox, stored).appended()).isEqualTo(new Appended.Stored());
            assertThat(await(outbox.take(ACME, 10_000))).hasSize(stored + 20);
        }
    }

    @Test
    void fullDiskAndKillLoseNothing() throws Exception {
        Files.write(disk.resolve("ballast"), new byte[500_000]);
        int stored;
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (SqliteOutbox outbox = SqliteOutboxes.open(settings, clock)) {
            stored = fill(outbox);
            // As a kill would leave it: with the log, not tidied up.
            for (String name : List.of("outbox.db", "outbox.db-wal")) {
                Files.copy(disk.resolve(name), copy.resolve(name));
            }
        }

        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(copy), clock)) {
            assertThat(await(outbox.take(ACME, 10_000))).hasSize(stored);
        }
    }

    @Test
    void readOnlyDiskStopsTheStartAndSaysWhatToDo() throws Exception {
        SqliteOutboxes.open(settings, clock).close();
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();

        assertThatThrownBy(() -> SqliteOutbox.open(settings, clock))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll(settings.file().toString(), "writable for the gateway's user");
    }

    /** How an append ended, and what the outbox said of itself at that very moment: soon a probe may find room. */
    private record Told(Appended appended, boolean accepting, boolean healthy) {}

    /** Appends until the disk refuses, which the outbox knows; returns how many events were taken. */
    private static int fill(SqliteOutbox outbox) {
        int stored = 0;
        Told last = append(outbox, stored);
        while (last.appended() instanceof Appended.Stored && stored < 5_000) {
            stored += 20;
            last = append(outbox, stored);
        }
        assertThat(last.appended()).isInstanceOf(Appended.Unavailable.class);
        assertThat(last.accepting()).isFalse();
        assertThat(last.healthy()).isFalse();
        assertThat(stored).isPositive();
        return stored;
    }

    private static Told append(SqliteOutbox outbox, int from) {
        AtomicBoolean accepting = new AtomicBoolean(true);
        AtomicBoolean healthy = new AtomicBoolean(true);
        Appended appended = await(outbox.append(pageViews(from, from + 20), tell -> {
            accepting.set(outbox.accepting());
            healthy.set(outbox.healthy());
            tell.run();
        }));
        return new Told(appended, accepting.get(), healthy.get());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
