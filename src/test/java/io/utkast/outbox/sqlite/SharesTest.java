package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Appended;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final PortalKey FLOOD = new PortalKey("flood");
    private static final PortalKey QUIET = new PortalKey("quiet");

    private final Shares shares = new Shares(new OutboxSettings(
            Path.of("unused"), 1L << 30, 1_000, 0.5, 100, 10, Duration.ofDays(1), Duration.ofDays(2)));

    @Test
    void floodOfOnePortalLeavesRoomBeforeASlowDiskToTheOthers() {
        assertThat(shares.reserve(FLOOD, 50, 50)).isEmpty();

        assertThat(shares.reserve(FLOOD, 1, 1)).containsInstanceOf(Appended.Unavailable.class);
        assertThat(shares.reserve(QUIET, 50, 50)).isEmpty();
    }

    @Test
    void committedAndWithdrawnEventsMakeRoomBeforeTheDisk() {
        shares.reserve(FLOOD, 30, 30);
        shares.reserve(FLOOD, 20, 20);

        shares.committed(FLOOD, 30, 30);
        shares.withdrawn(FLOOD, 20, 20);

        assertThat(shares.reserve(FLOOD, 50, 50)).isEmpty();
        assertThat(shares.queued()).isEqualTo(80);
    }
}
