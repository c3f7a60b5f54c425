package io.utkast.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lock on a file, without trying to lock it: a try that succeeds would for a moment keep a gateway from
 * starting. Linux lists locks in {@code /proc/locks} (proc_locks(5)); elsewhere nothing is known.
 */
final class FileLocks {
    /** {@code 1: POSIX  ADVISORY  WRITE 1234 fe:01:131075 0 EOF}: process, device, inode. */
    private static final Pattern LINE = Pattern.compile(
            "\\d+: (?:POSIX|OFDLCK)\\s+\\w+\\s+WRITE\\s+(-?\\d+)\\s+(\\p{XDigit}+):(\\p{XDigit}+):(\\d+)\\s.*");

    private static final int HEX = 16;

    private final Path table;

    FileLocks(Path table) {
        this.table = table;
    }

    static FileLocks ofThisMachine() {
        return new FileLocks(Path.of("/proc/locks"));
    }

    /** What is known of a file's lock. */
    sealed interface Lock {
        /**
         * Held.
         *
         * @param process its id; 0 or less if it belongs to another container
         */
        record Held(long process) implements Lock {}

        /** Nobody holds it. */
        record Free() implements Lock {}

        /** This system does not tell. */
        record Unknown() implements Lock {}
    }

    Lock of(Path file) {
        try {
            Map<String, Object> unix = Files.readAttributes(file, "unix:ino,dev");
            long inode = ((Number) unix.getOrDefault("ino", 0)).longValue();
            long device = ((Number) unix.getOrDefault("dev", 0)).longValue();
            OptionalLong holder = holder(Files.readAllLines(table), device, inode);
            return holder.isPresent() ? new Lock.Held(holder.getAsLong()) : new Lock.Free();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return new Lock.Unknown();
        }
    }

    private static OptionalLong holder(List<String> lines, long device, long inode) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> Long.parseLong(line.group(4)) == inode
                        && sameDevice(Long.parseLong(line.group(2), HEX), Long.parseLong(line.group(3), HEX), device))
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst();
    }

    /** Btrfs and overlays have several devices without a major number: one for the file, another for the lock. */
    private static boolean sameDevice(long major, long minor, long device) {
        return major == major(device) && (major == 0 || minor == minor(device));
    }

    /** Bits of Linux' {@code dev_t} (makedev(3)). */
    static long major(long device) {
        return (device >>> 8 & 0xfff) | (device >>> 32 & 0xfffff000L);
    }

    static long minor(long device) {
        return (device & 0xff) | (device >>> 12 & 0xffffff00L);
    }
}
