package io.utkast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md to the code: the same keys, the same defaults. */
class ConfigurationTableTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final int DEFAULT_AFTER_TYPE = 2;

    private final Map<String, String> inCode = ConfigKeys.withDefaults();

    @Test
    void listsEveryKey() throws IOException {
        Set<String> missing = new TreeSet<>(inCode.keySet());
        missing.removeAll(documented().keySet());

        assertThat(missing).as("keys without a row in %s", DOCUMENT).isEmpty();
    }

    @Test
    void listsNoOtherKey() throws IOException {
        Set<String> superfluous = new TreeSet<>(documented().keySet());
        superfluous.removeAll(inCode.keySet());

        assertThat(superfluous)
                .as("rows of %s whose keys no longer exist", DOCUMENT)
                .isEmpty();
    }

    @Test
    void tellsTheDefaults() throws IOException {
        Map<String, String> expected = new TreeMap<>(inCode);
        expected.keySet().retainAll(documented().keySet());
        Map<String, String> told = documented();
        told.keySet().retainAll(expected.keySet());

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void knowsNestedNamedAndOptionalKeys() {
        assertThat(inCode)
                .containsEntry("utkast.collect.path", "/v1/events")
                .containsEntry("utkast.limits.visitor.per", "1m")
                .containsEntry("utkast.portals.<key>.client-id", "required")
                .containsEntry("utkast.portals.<key>.quota.time-zone", "none")
                .containsEntry("utkast.sites.<key>.events.<key>.extra-data.<key>", "none")
                .containsEntry("utkast.sandbox.accounts[].app-id", "77001");
    }

    private static Map<String, String> documented() throws IOException {
        return ConfigTable.read(DOCUMENT, DEFAULT_AFTER_TYPE);
    }
}
