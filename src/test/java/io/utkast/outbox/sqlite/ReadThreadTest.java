package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks gets an answer, whatever the query does. */
class ReadThreadTest {
    @TempDir
    private Path directory;

    @Test
    void errorReachesWhoWaitsAndTheNextQueryIsAnswered() throws Exception {
        try (ReadThread thread = open()) {
            assertThat(thread.read(() -> {
                        throw new StackOverflowError("a bug");
                    }))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(StackOverflowError.class);

            assertThat(thread.read(() -> 1))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(1);
        }
    }

    @Test
    void closedThreadRefusesAtOnce() throws Exception {
        ReadThread thread = open();
        thread.close();

        assertThat(thread.read(() -> 1))
                .isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("closed");
    }

    private ReadThread open() throws Exception {
        return new ReadThread(
                "test",
                new Statements(OutboxFile.open(directory.resolve("outbox.db")).connect()));
    }
}
