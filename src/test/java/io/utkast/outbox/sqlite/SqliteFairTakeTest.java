package io.utkast.outbox.sqlite;

import io.utkast.outbox.FairTakeContract;
import io.utkast.outbox.Outbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded outbox deals out fairly, on a real file. */
class SqliteFairTakeTest extends FairTakeContract {
    @TempDir
    private Path directory;

    private SqliteOutbox outbox;

    @BeforeEach
    void open() {
        outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), clock);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    @Override
    protected Outbox restarted() {
        close();
        open();
        return outbox;
    }
}
