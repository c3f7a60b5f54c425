package io.utkast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.JarProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Chromium against the packaged jar with demo and sandbox. What the browsers do is told in {@code web-snippet/e2e}.
 */
@Timeout(value = 2 * BrowserIT.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
class BrowserIT {
    static final int LIMIT_MINUTES = 8;

    @TempDir
    Path directory;

    /** A visitor consents and clicks through, and the three page views stand on the linked contact. */
    @Test
    void threePageViewsStandOnTheLinkedContact() throws Exception {
        run("e2e:demo");
    }

    /** An operator uses everything that the page offers. */
    @Test
    void theOperatorsPageDoesWhatItOffers() throws Exception {
        run("e2e:admin");
    }

    private void run(String script) throws Exception {
        int[] ports = JarProcess.freePorts(2);
        URI url = URI.create("http://localhost:" + ports[0]);
        Map<String, String> properties = Map.of(
                "quarkus.profile",
                "demo",
                "quarkus.http.port",
                "" + ports[0],
                "quarkus.management.port",
                "" + ports[1],
                "utkast.data-dir",
                directory.resolve("data").toString());

        try (JarProcess gateway = JarProcess.start("demo", directory, properties)) {
            gateway.awaitAnswer(url.resolve("/demo/"));

            Path log = directory.resolve("e2e.log");
            ProcessBuilder walk = new ProcessBuilder("npm", "run", "--silent", script)
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
