package io.utkast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.JarProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way in real Chromium, against the packaged jar with demo and sandbox: a visitor consents and clicks through,
 * and the three page views stand on the linked contact. The walk itself is {@code web-snippet/e2e/demo.e2e.ts}.
 */
class BrowserIT {
    private static final int LIMIT_MINUTES = 3;

    @TempDir
    Path directory;

    @Test
    void threePageViewsStandOnTheLinkedContact() throws Exception {
        int port = JarProcess.freePort();
        URI url = URI.create("http://localhost:" + port);
        Map<String, String> properties = Map.of(
                "quarkus.profile",
                "demo",
                "quarkus.http.port",
                "" + port,
                "quarkus.management.port",
                "" + JarProcess.freePort(),
                "utkast.data-dir",
                directory.resolve("data").toString());

        try (JarProcess gateway = JarProcess.start("demo", directory, properties)) {
            gateway.awaitAnswer(url.resolve("/demo/"));

            Path log = directory.resolve("e2e.log");
            ProcessBuilder walk = new ProcessBuilder("npm", "run", "--silent", "e2e:demo")
                    .directory(Path.of("web-snippet").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            walk.environment().put("UTKAST_URL", url.toString());
            Process process = walk.start();

            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as("%s%n%s", Files.readString(log), gateway.output())
                    .isTrue();
        }
    }
}
