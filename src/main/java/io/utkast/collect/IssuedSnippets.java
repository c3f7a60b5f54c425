package io.utkast.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The snippets that were handed out under a hash, as files {@code <site>.<hash>.js}: a page that pins one finds it for as
 * long as it stands, whatever became of the site's settings. Of each site the latest are kept.
 */
public final class IssuedSnippets {
    /** A site that changes its settings each week finds two years here. */
    static final int KEPT = 100;

    private static final Logger LOG = Logger.getLogger(IssuedSnippets.class);
    private static final String END = ".js";

    private final Path folder;
    private final Clock clock;

    private IssuedSnippets(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Opens the folder. It is made if it is not there; its parent must be. */
    public static IssuedSnippets in(Path folder, Clock clock) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                sync(parent);
            }
        }
        return new IssuedSnippets(folder, clock);
    }

    /** Keeps the file, durably: after this it may be handed out. The oldest go if the site has too many. */
    void issue(String site, Snippet snippet) throws IOException {
        Path file = file(site, snippet.hash());
        if (!Files.exists(file)) {
            write(file, snippet.plain());
        }
        // What is in use is the youngest, also when settings go back and forth.
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        for (Path old : issued(site).stream().skip(KEPT).toList()) {
            Files.delete(old);
            LOG.warnf("issued snippet dropped file=%s kept=%d", old.getFileName(), KEPT);
        }
    }

    /** The file as it was handed out; empty if it never was, or if somebody has changed it since. */
    Optional<byte[]> read(String site, String hash) throws IOException {
        Path file = file(site, hash);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] plain = Files.readAllBytes(file);
        return Snippet.hash(plain).equals(hash) ? Optional.of(plain) : Optional.empty();
    }

    private Path file(String site, String hash) {
        return folder.resolve(site + '.' + hash + END);
    }

    /** Of one site, the youngest first. */
    private List<Path> issued(String site) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(site + '.'))
                    .filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted(Comparator.comparing(IssuedSnippets::age).reversed())
                    .toList();
        }
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // Unreadable: the first to go.
            return FileTime.fromMillis(0);
        }
    }

    /** Whole or not at all, also if the power fails. */
    private void write(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** A new name in a folder is durable only when the folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
