package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What memory has no room for is found in the file. */
class TombstonesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path directory;

    private Connection connection;
    private TombstoneTable file;

    @BeforeEach
    void setUp() throws SQLException {
        connection = OutboxFile.open(directory.resolve("outbox.db")).connect();
        file = new TombstoneTable(new Statements(connection));
    }

    @AfterEach
    void tearDown() throws SQLException {
        connection.close();
    }

    @Test
    void oldestLeaveMemoryAtTheBoundButNotTheFile() throws SQLException {
        Tombstones stones = Tombstones.load(file, 2);
        for (int number = 0; number < 3; number++) {
            file.lay(visitor(number), NOW.plusSeconds(number));
            stones.lay(visitor(number), NOW.plusSeconds(number));
        }

        assertThat(stones.isComplete()).isFalse();
        assertThat(stones.forbid(visitor(0), NOW)).isFalse();
        assertThat(stones.forbid(visitor(0), NOW, file)).isTrue();
        assertThat(stones.forbid(visitor(1), NOW)).isTrue();
        assertThat(stones.forbid(visitor(2), NOW)).isTrue();
        assertThat(stones.forbid(visitor(9), NOW, file)).isFalse();
    }

    @Test
    void loadsTheNewest() throws SQLException {
        for (int number = 0; number < 3; number++) {
            file.lay(visitor(number), NOW.plusSeconds(number));
        }

        Tombstones some = Tombstones.load(file, 2);
        Tombstones all = Tombstones.load(file, 3);

        assertThat(some.isComplete()).isFalse();
        assertThat(some.forbid(visitor(0), NOW)).isFalse();
        assertThat(some.forbid(visitor(2), NOW)).isTrue();
        assertThat(all.isComplete()).isTrue();
        assertThat(all.forbid(visitor(0), NOW)).isTrue();
    }

    @Test
    void renewedTombstoneTakesOnePlace() {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);
        stones.lay(visitor(0), NOW);
        stones.lay(visitor(1), NOW);
        stones.lay(visitor(0), NOW.plusSeconds(1));

        assertThat(stones.isComplete()).isTrue();
        stones.lay(visitor(2), NOW.plusSeconds(2));
        assertThat(stones.forbid(visitor(1), NOW)).isFalse();
        assertThat(stones.forbid(visitor(0), NOW)).isTrue();
    }

    /** In the same millisecond too: then they are equal. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void liftLeavesATombstoneThatWasLaidMeanwhile(int millisLater) {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);
        stones.lay(visitor(0), NOW);
        Tombstone seen = stones.find(visitor(0));
        stones.lay(visitor(0), NOW.plusMillis(millisLater));

        stones.lift(visitor(0), seen);

        assertThat(stones.forbid(visitor(0), NOW.plusSeconds(5))).isTrue();
    }

    @Test
    void liftedOneForbidsOnlyWhatHappenedBefore() {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);
        stones.lay(visitor(0), NOW);

        stones.lift(visitor(0), stones.find(visitor(0)));

        assertThat(stones.forbid(visitor(0), NOW.minusMillis(1))).isTrue();
        assertThat(stones.forbid(visitor(0), NOW)).isFalse();
    }

    @Test
    void liftOfNoneLaysNone() {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);

        stones.lift(visitor(0), stones.find(visitor(0)));

        assertThat(stones.find(visitor(0))).isNull();
    }

    @Test
    void expiredOnesMakeRoomInMemoryAndOthersDoNot() {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);
        stones.lay(visitor(0), NOW);
        stones.lay(visitor(1), NOW.plusSeconds(10));
        stones.expire(NOW.plusSeconds(5));

        stones.lay(visitor(2), NOW.plusSeconds(11));
        assertThat(stones.isComplete()).isTrue();
        stones.lay(visitor(3), NOW.plusSeconds(12));

        assertThat(stones.isComplete()).isFalse();
        assertThat(stones.forbid(visitor(1), NOW)).isFalse();
        assertThat(stones.forbid(visitor(2), NOW)).isTrue();
        assertThat(stones.forbid(visitor(3), NOW)).isTrue();
    }

    @Test
    void expiredOnesLeaveMemory() {
        Tombstones stones = new Tombstones(2, new LinkedHashMap<>(), true);
        stones.lay(visitor(0), NOW);
        stones.lay(visitor(1), NOW.plusSeconds(10));

        stones.expire(NOW.plusSeconds(5));

        assertThat(stones.forbid(visitor(0), NOW)).isFalse();
        assertThat(stones.forbid(visitor(1), NOW)).isTrue();
    }

    private static Visitor visitor(int number) {
        return new Visitor("www.example.com", new Utk(String.format("%032x", number)));
    }
}
