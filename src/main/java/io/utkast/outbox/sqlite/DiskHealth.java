package io.utkast.outbox.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Whether the disk takes commits, and the operator's word of it: at once when that changes, and now and then while it fails. */
final class DiskHealth {
    private static final Logger LOG = Logger.getLogger(DiskHealth.class);
    /** Under load thousands of commits fail in a second, and a full disk often holds the log too. */
    private static final long REMIND_NANOS = Duration.ofSeconds(30).toNanos();

    private final Path file;
    private final LongSupplier nanoTime;
    private volatile boolean well = true;
    private long toldAt;

    DiskHealth(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    boolean isWell() {
        return well;
    }

    void committed() {
        if (!well) {
            well = true;
            LOG.infof("outbox commits again file=%s", file);
        }
    }

    void failed(Throwable cause) {
        long now = nanoTime.getAsLong();
        if (well || now - toldAt >= REMIND_NANOS) {
            toldAt = now;
            LOG.errorf("outbox commit failed file=%s cause=%s advice=%s", file, cause.getMessage(), Advice.on(cause));
        }
        well = false;
    }
}
