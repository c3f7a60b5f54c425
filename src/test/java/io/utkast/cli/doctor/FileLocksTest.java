package io.utkast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.cli.doctor.FileLocks.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class FileLocksTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(directory.resolve("lock"));
    }

    @Test
    void seesTheHolderOfALock() throws IOException {
        assertThat(locks(line("POSIX", "WRITE", 4711, 0)).of(file)).isEqualTo(new Lock.Held(4711));
    }

    @Test
    void takesOtherFilesAndOtherLocksForFree() throws IOException {
        assertThat(locks(line("POSIX", "WRITE", 4711, 1)).of(file)).isEqualTo(new Lock.Free());
        assertThat(locks(line("FLOCK", "WRITE", 4711, 0)).of(file)).isEqualTo(new Lock.Free());
        assertThat(locks(line("POSIX", "READ", 4711, 0)).of(file)).isEqualTo(new Lock.Free());
        assertThat(locks("").of(file)).isEqualTo(new Lock.Free());
    }

    @Test
    void saysWhenNothingIsKnown() {
        assertThat(new FileLocks(directory.resolve("none")).of(file)).isEqualTo(new Lock.Unknown());
        assertThat(new FileLocks(file).of(directory.resolve("none"))).isEqualTo(new Lock.Unknown());
    }

    /** The numbers of st_dev that {@code stat} shows for 254:0 and for a large minor number. */
    @Test
    void readsDeviceNumbersAsLinuxPacksThem() {
        assertThat(FileLocks.major(65_024)).isEqualTo(254);
        assertThat(FileLocks.minor(65_024)).isZero();
        assertThat(FileLocks.major(0x1_00103L)).isEqualTo(1);
        assertThat(FileLocks.minor(0x10_0103L)).isEqualTo(0x103);
    }

    private FileLocks locks(String table) throws IOException {
        return new FileLocks(Files.writeString(directory.resolve("locks"), table));
    }

    private String line(String kind, String mode, long process, long inodeShift) throws IOException {
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue() + inodeShift;
        long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
        return "1: %s  ADVISORY  %s %d %02x:%02x:%d 0 EOF%n"
                .formatted(kind, mode, process, FileLocks.major(device), FileLocks.minor(device), inode);
    }
}
