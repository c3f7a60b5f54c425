package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds what README.md says in figures to the code and to the build of the snippet. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SIZES = Path.of("web-snippet/dist/meta.json");
    private static final int DEFAULT_AFTER_KEY = 1;

    @Test
    void tellsTheDefaultsOfTheKeysThatItNames() throws IOException {
        Map<String, String> rows = ConfigTable.read(README, DEFAULT_AFTER_KEY);

        assertThat(rows).isNotEmpty();
        assertThat(ConfigKeys.withDefaults()).containsAllEntriesOf(rows);
    }

    @Test
    void tellsTheSizesOfTheSnippet() throws IOException {
        JsonNode sizes = new ObjectMapper().readTree(SIZES.toFile());

        assertThat(Files.readString(README))
                .contains("`full` (" + sizes.at("/full/gzip").asInt() + " B gzipped)")
                .contains("`core` (" + sizes.at("/core/gzip").asInt() + " B gzipped)");
    }
}
