package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Appended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final PortalKey FLOOD = new PortalKey("flood");
    private static final PortalKey QUIET = new PortalKey("quiet");

    private static final long CAPACITY = 1L << 30;

    private final Shares shares = new Shares(new OutboxSettings(
            Path.of("unused"), CAPACITY, 1_000, 0.5, 100, 10, Duration.ofDays(1), Duration.ofDays(2)));

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

    @Test
    void allPortalsTogetherHaveNoMoreBeforeTheDiskThanMayWait() {
        PortalKey third = new PortalKey("third");
        shares.reserve(FLOOD, 50, 50);
        shares.reserve(QUIET, 50, 50);

        assertThat(shares.reserve(third, 1, 1)).containsInstanceOf(Appended.Unavailable.class);
        shares.withdrawn(QUIET, 20, 20);
        assertThat(shares.reserve(third, 21, 21)).containsInstanceOf(Appended.Unavailable.class);
        assertThat(shares.reserve(third, 20, 20)).isEmpty();
    }

    @Test
    void deliveredEventsGiveTheirBytesOfTheShareBack() {
        assertThat(shares.reserve(FLOOD, 1, CAPACITY / 2)).isEmpty();
        shares.committed(FLOOD, 1, CAPACITY / 2);
        assertThat(shares.reserve(FLOOD, 1, 1)).contains(new Appended.Full("utkast.outbox.max-share"));

        shares.delivered(FLOOD, CAPACITY / 2, true);

        assertThat(shares.reserve(FLOOD, 1, 1)).isEmpty();
    }

    @Test
    void theLastPlaceOfAShareIsGivenAndNoMore() {
        put(FLOOD, 500, 5);

        assertThat(shares.reserve(FLOOD, 1, 1)).contains(new Appended.Full("utkast.outbox.max-share"));
        shares.delivered(FLOOD, 5, true);
        assertThat(shares.reserve(FLOOD, 2, 1)).contains(new Appended.Full("utkast.outbox.max-share"));
        assertThat(shares.reserve(FLOOD, 1, 1)).isEmpty();
    }

    @Test
    void theLastPlaceOfTheOutboxIsGivenAndNoMore() {
        put(FLOOD, 500, 5);
        put(QUIET, 499, 5);
        assertThat(shares.full()).isFalse();

        assertThat(shares.reserve(QUIET, 2, 1)).contains(new Appended.Full("utkast.outbox.max-events"));
        assertThat(shares.reserve(QUIET, 1, 1)).isEmpty();

        assertThat(shares.full()).isTrue();
        assertThat(shares.reserve(new PortalKey("third"), 1, 1))
                .contains(new Appended.Full("utkast.outbox.max-events"));
    }

    @Test
    void isNearlyFullSomeMegabytesBeforeItIsFull() {
        shares.measuredLog(CAPACITY - (16 << 20) - 1);
        assertThat(shares.nearlyFull()).isFalse();

        shares.measuredLog(CAPACITY - (16 << 20));

        assertThat(shares.nearlyFull()).isTrue();
        assertThat(shares.full()).isFalse();
    }

    @Test
    void bytesOfAShareAreGivenToTheLastOneAndGivenBack() {
        assertThat(shares.reserve(FLOOD, 1, CAPACITY / 2 - 10)).isEmpty();
        shares.committed(FLOOD, 1, CAPACITY / 2 - 10);

        assertThat(shares.reserve(FLOOD, 1, 11)).contains(new Appended.Full("utkast.outbox.max-share"));
        assertThat(shares.reserve(FLOOD, 1, 10)).isEmpty();
        shares.withdrawn(FLOOD, 1, 10);
        assertThat(shares.reserve(FLOOD, 1, 10)).isEmpty();
        shares.committed(FLOOD, 1, 10);
        shares.died(FLOOD, 10);
        assertThat(shares.reserve(FLOOD, 1, 10)).isEmpty();
        shares.committed(FLOOD, 1, 10);
        shares.dropped(FLOOD, 10, false);
        assertThat(shares.reserve(FLOOD, 1, 10)).isEmpty();
        shares.committed(FLOOD, 1, 10);
        shares.excess(FLOOD, 1, 10);
        assertThat(shares.reserve(FLOOD, 1, 10)).isEmpty();
    }

    @Test
    void whatTheFileTakesIsPagesAndLogAndWhatIsNotMeasuredYet() {
        shares.measuredPages(1_000);
        shares.measuredLog(200);
        shares.reserve(FLOOD, 2, 30);
        assertThat(shares.liveBytes()).as("waiting for the disk").isEqualTo(1_230);
        shares.committed(FLOOD, 2, 30);
        assertThat(shares.liveBytes()).as("written since").isEqualTo(1_230);
        shares.reserve(FLOOD, 1, 7);
        shares.withdrawn(FLOOD, 1, 7);
        assertThat(shares.liveBytes()).as("not written").isEqualTo(1_230);
        shares.measuredPages(1_100);
        assertThat(shares.liveBytes()).as("measured again").isEqualTo(1_300);

        shares.measuredPages(CAPACITY - 210);
        assertThat(shares.reserve(QUIET, 1, 11)).contains(new Appended.Full("utkast.outbox.capacity"));
        assertThat(shares.full()).isFalse();
        assertThat(shares.reserve(QUIET, 1, 10)).isEmpty();
        assertThat(shares.full()).isTrue();
    }

    @Test
    void countsWhatBecameOfEachPortalsEvents() {
        put(FLOOD, 12, 1);
        shares.found(QUIET, 7, 70, 3);
        shares.foundDead(QUIET, 4);
        // Different numbers of each, so that one taken for the other shows.
        shares.delivered(FLOOD, 1, true);
        shares.delivered(FLOOD, 1, true);
        shares.delivered(FLOOD, 1, false);
        shares.died(FLOOD, 1);
        shares.heldChanged(FLOOD, 3);
        shares.dropped(FLOOD, 1, true);
        shares.dropped(FLOOD, 1, true);
        shares.dropped(FLOOD, 1, false);
        shares.excess(FLOOD, 2, 2);
        shares.lettersLeft(QUIET, 1);

        assertThat(shares.snapshots())
                .containsOnly(
                        Map.entry(FLOOD, new Shares.Snapshot(3, 1, 1, 3, 2)),
                        Map.entry(QUIET, new Shares.Snapshot(7, 3, 3, 0, 0)));
        assertThat(shares.queued()).isEqualTo(10);
        assertThat(shares.deadLetters()).isEqualTo(4);
    }

    /** Committed events, each of that cost; no more at a time than may wait for the disk. */
    private void put(PortalKey portal, int events, long cost) {
        for (int i = 0; i < events; i++) {
            assertThat(shares.reserve(portal, 1, cost)).isEmpty();
            shares.committed(portal, 1, cost);
        }
    }
}
