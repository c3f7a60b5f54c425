package io.utkast.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** {@code utkast.data-dir}: made if it is not there, and locked, so that a second gateway cannot write beside this one. */
final class DataDirectory implements AutoCloseable {
    private static final String NATIVE_LIBRARY = "org.sqlite.tmpdir";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws IOException naming the directory and the way out */
    static DataDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        try {
            return openAbsolute(absolute);
        } catch (FileSystemException e) {
            // Java says no more than the file's name for some of them.
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException(
                    absolute + " cannot be written (" + reason + "): make it a folder that the gateway's user may"
                            + " write to, in a container a volume",
                    e);
        }
    }

    private static DataDirectory openAbsolute(Path absolute) throws IOException {
        createPrivately(absolute);
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(absolute + " is in use by another Utkast: one data-dir has one process");
        }
        // Containers run with a read-only root: SQLite's native library may unpack only where we may write.
        if (System.getProperty(NATIVE_LIBRARY) == null) {
            Path unpacked = Files.createDirectories(absolute.resolve("native"));
            deleteLeftovers(unpacked);
            System.setProperty(NATIVE_LIBRARY, unpacked.toString());
        }
        return new DataDirectory(absolute, channel);
    }

    /** It holds what visitors did: nobody else on the machine may read it, unless the operator made it otherwise. */
    private static void createPrivately(Path path) throws IOException {
        if (isPosix() && !Files.exists(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** SQLite's driver deletes its unpacked library when it ends in order; after a crash it stays. */
    private static void deleteLeftovers(Path unpacked) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked, "sqlite-*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What a small file holds that only we may read; where there is none, it is made with {@code content}. */
    byte[] readOrWrite(String name, byte[] content) throws IOException {
        Path file = file(name);
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        // Written beside and moved, so that a crash leaves no half of it.
        Path beside = file(name + ".new");
        Files.deleteIfExists(beside);
        if (isPosix()) {
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        return content;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
