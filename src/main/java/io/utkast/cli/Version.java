package io.utkast.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that was built. From a file, since a native executable has no manifest. */
final class Version implements IVersionProvider {
    private static final String FILE = "/version.txt";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException(FILE + " is missing from the application");
            }
            return new String[] {"utkast " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
