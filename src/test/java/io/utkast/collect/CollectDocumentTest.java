package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.event.Reason;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each command of docs/collect.md, as a reader would paste it, and compares the status with the one it tells. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/collect.md");
    private static final Pattern COMMAND =
            Pattern.compile("```sh\\n# (?<status>\\d{3})\\n(?<command>.*?)```", Pattern.DOTALL);
    private static final String ADDRESS = "https://events.example.com";

    @TempDir
    private Path home;

    @Test
    void everyCommandAnswersAsTold() throws Exception {
        String document = Files.readString(DOCUMENT);
        List<MatchResult> commands = COMMAND.matcher(document).results().toList();

        assertThat(commands).as("commands with a status").hasSize(document.split("```sh").length - 1);
        for (MatchResult command : commands) {
            String answer = run(command.group("command"));
            assertThat(answer).as(command.group("command")).contains("HTTP/1.1 " + command.group("status"));
            assertThat(answer).as(command.group("command")).doesNotContain("\"refused\":[{");
        }
    }

    @Test
    void namesEveryReason() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (Reason reason : Reason.values()) {
            assertThat(document).contains("`" + reason.code() + "`");
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", command.replace(ADDRESS, "http://localhost:" + RestAssured.port));
        // Else curl names itself, and is refused as a robot.
        Files.writeString(home.resolve(".curlrc"), "user-agent = \"" + Door.USER_AGENT + "\"\nsilent\n");
        shell.environment().put("HOME", home.toString());
        shell.environment().put("CURL_HOME", home.toString());
        shell.environment().put("SHOP_SERVER_KEY", DoorProfile.SERVER_KEY);
        Process process = shell.redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, answer).isZero();
        return answer;
    }
}
