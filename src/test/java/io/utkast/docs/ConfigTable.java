package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a document's tables that begin with a key of ours, each with what stands in its column of defaults. */
final class ConfigTable {
    private static final Pattern ROW = Pattern.compile("\\| `(utkast\\.[^`]+)` (\\|.*)\\|");

    private ConfigTable() {}

    /** @param column the place of the default among the cells after the key */
    static Map<String, String> read(Path document, int column) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(document)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String standard = row.group(2).split("\\|", -1)[column].strip().replace("`", "");
                assertThat(rows.put(row.group(1), standard))
                        .as("two rows for %s in %s", row.group(1), document)
                        .isNull();
            }
        }
        return rows;
    }
}
