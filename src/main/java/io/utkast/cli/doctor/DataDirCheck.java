package io.utkast.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at {@code utkast.data-dir} without touching it: nothing is created, opened for writing or locked. */
final class DataDirCheck {
    private static final String KEY = "utkast.data-dir";
    private static final String CHECK = "data directory";
    private static final String LOCK = "data lock";
    private static final String SPACE = "disk space";
    private static final long MEBIBYTE = 1L << 20;

    private final Path path;
    private final long capacity;
    private final FileLocks locks;

    /**
     * A look at this directory.
     *
     * @param capacity bytes that the outbox may use
     */
    DataDirCheck(Path path, long capacity, FileLocks locks) {
        this.path = path.toAbsolutePath();
        this.capacity = capacity;
        this.locks = locks;
    }

    /** Whether a gateway, or another process, has the directory now. */
    FileLocks.Lock lock() {
        Path file = path.resolve("lock");
        return Files.exists(file) ? locks.of(file) : new FileLocks.Lock.Free();
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        Path there = nearest(path);
        boolean exists = there.equals(path);
        if (exists && !Files.isDirectory(path)) {
            findings.add(Finding.failure(CHECK, "", path + " is not a directory", "correct " + KEY));
            return findings;
        }
        if (!Files.isWritable(there) || !Files.isExecutable(there)) {
            findings.add(Finding.failure(
                    CHECK,
                    "",
                    there + " is not writable for user " + System.getProperty("user.name"),
                    "change its owner or mode, or " + KEY + "; in a container, mount a volume there"));
        } else {
            findings.add(Finding.ok(CHECK, "", path + (exists ? " is writable" : " will be created at the start")));
        }
        findings.add(held());
        findings.add(space(there));
        return findings;
    }

    private Finding held() {
        return switch (lock()) {
            case FileLocks.Lock.Free _ -> Finding.ok(LOCK, "", "no gateway runs on it");
            case FileLocks.Lock.Held(long process) ->
                Finding.warning(
                        LOCK,
                        "",
                        "in use by " + (process > 0 ? "process " + process : "a process of another container"),
                        "nothing if that is your running gateway; a second one refuses to start on it");
            case FileLocks.Lock.Unknown _ ->
                Finding.skipped(
                        LOCK,
                        "",
                        "this system does not tell who holds a lock",
                        "a start says whether another gateway has it");
        };
    }

    private Finding space(Path there) {
        try {
            long usable = Files.getFileStore(there).getUsableSpace();
            long taken = size(path.resolve("outbox.db")) + size(path.resolve("outbox.db-wal"));
            String what = usable / MEBIBYTE + " MiB free, the outbox may grow by "
                    + Math.max(0, capacity - taken) / MEBIBYTE + " MiB";
            return usable < capacity - taken
                    ? Finding.warning(SPACE, "", what, "make room, or lower utkast.outbox.capacity")
                    : Finding.ok(SPACE, "", what);
        } catch (IOException e) {
            return Finding.skipped(SPACE, "", "the file system does not tell", "watch it by other means");
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The path itself, or the nearest parent that is there. */
    private static Path nearest(Path path) {
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
