package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final String NATIVE_LIBRARY = "org.sqlite.tmpdir";

    private final @Nullable String before = System.getProperty(NATIVE_LIBRARY);

    @TempDir
    private Path parent;

    /** The directory of this test goes away: the tests after it must not unpack SQLite's library there. */
    @AfterEach
    void restoreProperty() {
        if (before == null) {
            System.clearProperty(NATIVE_LIBRARY);
        } else {
            System.setProperty(NATIVE_LIBRARY, before);
        }
    }

    @Test
    void isMadeWhereItIsNotThere() throws IOException {
        Path path = parent.resolve("a/b");

        try (DataDirectory directory = DataDirectory.open(path)) {
            assertThat(directory.file("outbox.db")).isEqualTo(path.resolve("outbox.db"));
            assertThat(path).isDirectory();
        }
    }

    @Test
    void hasOneOwnerAtATime() throws IOException {
        try (DataDirectory first = DataDirectory.open(parent)) {
            assertThat(first.file("lock")).exists();
            assertThatThrownBy(() -> DataDirectory.open(parent))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(parent.toString(), "in use");
        }

        DataDirectory.open(parent).close();
    }

    @Test
    void isRefusedWhereAFileStands() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "make it a folder that the gateway's user may write to");
    }
}
