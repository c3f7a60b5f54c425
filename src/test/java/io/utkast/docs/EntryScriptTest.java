package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/entrypoint.sh}, with a stand-in for Java that tells how it was called. */
class EntryScriptTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "called: $*"
            echo "token: ${UTKAST_ADMIN_TOKEN:-none}"
            """;

    @TempDir
    private Path directory;

    private Path data = Path.of("");
    private Path tokenFile = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        tokenFile = data.resolve("admin-token");
        Path java = Files.writeString(
                Files.createDirectory(directory.resolve("bin")).resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void firstStartMakesATokenThatOnlyTheOwnerReadsAndTheLogDoesNotTell() throws Exception {
        String output = run(Map.of("UTKAST_ADMIN_TOKEN_FILE", tokenFile.toString()));

        String token = Files.readString(tokenFile);
        assertThat(token).matches("[0-9a-f]{48}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
                .isEqualTo("rw-------");
        assertThat(output).contains("cat " + tokenFile, "token: " + token);
        assertThat(output.lines().filter(line -> !line.startsWith("token: "))).noneMatch(line -> line.contains(token));
    }

    @Test
    void laterStartsKeepTheToken() throws Exception {
        run(Map.of("UTKAST_ADMIN_TOKEN_FILE", tokenFile.toString()));
        String token = Files.readString(tokenFile);

        String output = run(Map.of("UTKAST_ADMIN_TOKEN_FILE", tokenFile.toString()));

        assertThat(output).contains("token: " + token).doesNotContain("Made an admin token");
    }

    @Test
    void givenTokenWinsAndNoneIsMade() throws Exception {
        String output = run(Map.of("UTKAST_ADMIN_TOKEN_FILE", tokenFile.toString(), "UTKAST_ADMIN_TOKEN", "given"));

        assertThat(output).contains("token: given");
        assertThat(tokenFile).doesNotExist();
    }

    @Test
    void withoutATokenFileTheDoorStaysClosed() throws Exception {
        assertThat(run(Map.of())).contains("token: none");
    }

    @Test
    void startClearsWhatAKilledGatewayLeftAndACommandDoesNot() throws Exception {
        Path left = Files.createDirectories(data.resolve("tmp")).resolve("libbrotli.so");
        Files.createFile(left);

        run(Map.of(), "doctor");
        assertThat(left).exists();
        run(Map.of());
        assertThat(left).doesNotExist();
        assertThat(data.resolve("tmp")).isDirectory();
    }

    @Test
    void commandAndOptionsReachJava() throws Exception {
        assertThat(run(Map.of("JAVA_OPTS", "-Xmx400m -Dquarkus.profile=demo"), "templates", "plan"))
                .contains("-Djava.io.tmpdir=" + data.resolve("tmp") + " -Xmx400m -Dquarkus.profile=demo -jar ")
                .contains("quarkus-run.jar templates plan");
    }

    private String run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker/entrypoint.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().remove("UTKAST_ADMIN_TOKEN");
        script.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        script.environment().put("UTKAST_DATA_DIR", data.toString());
        script.environment().putAll(environment);
        Process process = script.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
