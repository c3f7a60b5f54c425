package io.utkast.outbox.sqlite;

import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded outbox keeps the contract, on a real file. */
class SqliteOutboxTest extends OutboxContract {
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
