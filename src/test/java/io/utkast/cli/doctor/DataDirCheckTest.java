package io.utkast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.utkast.cli.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirCheckTest {
    @TempDir
    private Path parent;

    private Path table;

    @BeforeEach
    void noLocks() throws IOException {
        table = Files.createFile(parent.resolve("locks"));
    }

    @Test
    void createsNothing() throws IOException {
        List<Finding> findings = look(parent.resolve("a/data"));

        assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
        assertThat(findings.getFirst().what()).contains("will be created");
        try (Stream<Path> there = Files.list(parent)) {
            assertThat(there).containsExactly(table);
        }
    }

    @Test
    void leavesADirectoryAsItIs() throws IOException {
        Path data = Files.createDirectory(parent.resolve("data"));

        assertThat(look(data).getFirst().what()).contains("is writable");

        assertThat(data).isEmptyDirectory();
    }

    @Test
    void refusesAFile() {
        assertThat(look(table)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILURE);
            assertThat(finding.advice()).contains("utkast.data-dir");
        });
    }

    @Test
    void refusesWhatCannotBeWritten() throws IOException {
        Path data = Files.createDirectory(
                parent.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeThat(data.toFile().canWrite()).as("root, whom no mode stops").isFalse();

        assertThat(look(data).getFirst()).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILURE);
            assertThat(finding.advice()).contains("owner", "utkast.data-dir");
        });
    }

    @Test
    void seesARunningGateway() throws IOException {
        Path data = Files.createDirectory(parent.resolve("data"));
        Path lock = Files.createFile(data.resolve("lock"));
        long inode = ((Number) Files.getAttribute(lock, "unix:ino")).longValue();
        long device = ((Number) Files.getAttribute(lock, "unix:dev")).longValue();
        Files.writeString(
                table,
                "1: POSIX  ADVISORY  WRITE 4711 %02x:%02x:%d 0 EOF%n"
                        .formatted(FileLocks.major(device), FileLocks.minor(device), inode));

        assertThat(look(data).get(1)).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.what()).contains("4711");
            assertThat(finding.advice()).contains("your running gateway");
        });
    }

    @Test
    void warnsOfAFullDisk() {
        List<Finding> findings = new DataDirCheck(parent, Long.MAX_VALUE, new FileLocks(table)).look();

        assertThat(findings.getLast().level()).isEqualTo(Level.WARNING);
        assertThat(findings.getLast().advice()).contains("utkast.outbox.capacity");
    }

    private List<Finding> look(Path path) {
        return new DataDirCheck(path, 1, new FileLocks(table)).look();
    }
}
