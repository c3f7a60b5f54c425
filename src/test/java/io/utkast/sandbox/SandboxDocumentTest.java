package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/sandbox.md to the code: rows, defaults, settings, evidence, and the names of faults. */
class SandboxDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/sandbox.md");
    private static final String ROW = "| S";

    /** A line of the table: row, behaviour, default, setting, evidence. */
    private record Line(String row, String standard, String setting, String evidence) {
        static Line of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Line(cells[1].strip(), code(cells[3]), code(cells[4]), cells[5].strip());
        }

        private static String code(String cell) {
            return cell.strip().replace("`", "");
        }
    }

    @Test
    void tellsEachRowWithItsEvidence() throws IOException {
        List<String> expected = Arrays.stream(Contract.values())
                .filter(row -> row != Contract.CONTROL)
                .map(Contract::text)
                .toList();

        assertThat(lines().map(line -> line.row() + " " + line.evidence()).distinct())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void tellsEachSettingWithItsRowAndDefault() throws IOException {
        Knobs knobs = Configs.knobs();

        assertThat(lines().filter(line -> !line.setting().isEmpty())
                        .map(line -> line.row() + " " + line.setting() + " " + line.standard()))
                .containsExactlyInAnyOrderElementsOf(Knob.ALL.stream()
                        .map(knob -> knob.row() + " " + knob.name() + " " + standard(knobs, knob))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void namesEachFault(ErrorRow row) throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("`" + Form.kebab(row) + "`");
    }

    private static <T> String standard(Knobs knobs, Knob<T> knob) {
        return knob.form().write(knobs.get(knob));
    }

    private static Stream<Line> lines() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith(ROW))
                .map(Line::of);
    }
}
