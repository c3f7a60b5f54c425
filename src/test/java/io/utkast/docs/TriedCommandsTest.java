package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/tried.md says of every command in the documents whether it was run, and of none that is not there. */
class TriedCommandsTest {
    private static final Path TRIED = Path.of("docs/tried.md");
    private static final Pattern CODE =
            Pattern.compile("```sh\\n(?<block>.*?)```|(?<!`)`(?<inline>[^`\\n]+)`(?!`)", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile(
            "(\\./mvnw|npm|\\.ci/run|docker|kubectl|node|java|curl|sqlite3|git|openssl|iostat|cp|chown|target/|UTKAST_\\w+=).* .*");
    private static final Pattern ROW =
            Pattern.compile("\\| \\[(?<document>[^]]+)]\\([^)]+\\) \\| `(?<command>.+?)` \\| (?<outcome>\\S.*) \\|");

    /** A command of a document; in the list, its beginning will do. */
    private record Command(String document, String text) {
        boolean isToldBy(Command row) {
            return document.equals(row.document) && text.startsWith(row.text);
        }
    }

    @Test
    void tellsOfEveryCommandAndOfNoOther() throws IOException {
        List<Command> rows = rows();
        List<Command> commands = commands();

        assertThat(commands).hasSizeGreaterThan(50);
        assertThat(commands.stream().filter(command -> rows.stream().noneMatch(command::isToldBy)))
                .as("commands without a row in %s", TRIED)
                .isEmpty();
        assertThat(rows.stream().filter(row -> commands.stream().noneMatch(command -> command.isToldBy(row))))
                .as("rows without such a command in their document")
                .isEmpty();
    }

    private static List<Command> rows() throws IOException {
        return Files.readAllLines(TRIED).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row ->
                        new Command(row.group("document"), row.group("command").replace("\\|", "|")))
                .toList();
    }

    private static List<Command> commands() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("web-snippet/README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md") && !file.equals(TRIED))
                    .sorted()
                    .forEach(documents::add);
        }
        List<Command> commands = new ArrayList<>();
        for (Path document : documents) {
            Matcher code = CODE.matcher(Files.readString(document));
            while (code.find()) {
                lines(code).forEach(line -> commands.add(new Command(document.toString(), line)));
            }
        }
        return commands;
    }

    private static Stream<String> lines(Matcher code) {
        String block = code.group("block");
        if (block == null) {
            return Stream.of(code.group("inline")).filter(COMMAND.asMatchPredicate());
        }
        List<String> commands = new ArrayList<>();
        String unfinished = "";
        for (String line : block.lines().toList()) {
            String text = unfinished + line.strip();
            if (text.endsWith("\\")) {
                unfinished = text.substring(0, text.length() - 1);
            } else if (text.endsWith("|") || text.chars().filter(c -> c == '\'').count() % 2 == 1) {
                unfinished = text + " ";
            } else {
                unfinished = "";
                if (!text.isEmpty() && !text.startsWith("#")) {
                    commands.add(text);
                }
            }
        }
        return commands.stream();
    }
}
