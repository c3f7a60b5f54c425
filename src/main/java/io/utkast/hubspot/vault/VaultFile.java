package io.utkast.hubspot.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.event.SiteKey;
import io.utkast.hubspot.vault.Sealer.Sealed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of the stored tokens: JSON, readable for its owner only, replaced as a whole. Whatever happens while it is
 * written, either the old or the new content is there afterwards, and durably.
 */
final class VaultFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FORMAT = 1;

    private final Path path;

    /**
     * One stored token.
     *
     * @param configured fingerprint of the token that the configuration had when this one was stored
     */
    record Entry(byte[] configured, Sealed sealed) {}

    VaultFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * The entries by the portal's key; none if there is no file.
     *
     * @throws IOException if it cannot be read, or holds something else
     */
    Map<String, Entry> read() throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        if (!Files.exists(path)) {
            return entries;
        }
        JsonNode json = MAPPER.readTree(Files.readAllBytes(path));
        if (json.path("format").asInt() != FORMAT || !json.path("tokens").isObject()) {
            throw new IOException("it is not a file of stored tokens");
        }
        for (Map.Entry<String, JsonNode> field : json.path("tokens").properties()) {
            if (!SiteKey.isValid(field.getKey())) {
                throw new IOException("an entry is for no portal");
            }
            JsonNode entry = field.getValue();
            Sealed sealed = new Sealed(bytes(entry, "nonce"), bytes(entry, "sealed"));
            entries.put(field.getKey(), new Entry(bytes(entry, "configured"), sealed));
        }
        return entries;
    }

    void write(Map<String, Entry> entries) throws IOException {
        ObjectNode json = MAPPER.createObjectNode().put("format", FORMAT);
        ObjectNode tokens = json.putObject("tokens");
        entries.forEach((portal, entry) -> tokens.putObject(portal)
                .put("configured", entry.configured())
                .put("nonce", entry.sealed().nonce())
                .put("sealed", entry.sealed().text()));
        replace(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private void replace(byte[] content) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        // One from a crash may have other rights.
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        // Without this a power cut may undo the renaming.
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] bytes(JsonNode entry, String field) throws IOException {
        byte[] value = entry.path(field).isTextual() ? entry.path(field).binaryValue() : null;
        if (value == null || value.length == 0) {
            throw new IOException("an entry has no " + field);
        }
        return value;
    }
}
