package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.utkast.site.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    private static final Map<String, String> GOOD = Map.of(
            "utkast.portals.acme.client-id", "client",
            "utkast.portals.acme.client-secret", "secret",
            "utkast.portals.acme.refresh-token", "refresh",
            "utkast.sites.shop.domain", "www.example.com",
            "utkast.sites.shop.origins", "https://www.example.com",
            "utkast.sites.shop.portal", "acme",
            "utkast.sites.shop.events.page_view.template", "1001",
            "utkast.demo.enabled", "true");

    /** Else a key of a new mapping would be called unknown. */
    @Test
    void knowsEveryMappingOfTheProduct() {
        List<String> unknown = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.utkast").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.reflect())
                        .filter(type -> !ConfigurationReader.MAPPINGS.contains(type))
                        .map(type -> type.getAnnotation(ConfigMapping.class).prefix())
                        .filter(prefix -> !ConfigurationReader.IGNORED.contains(prefix))
                        .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void readsAConfigurationWithItsOddities() {
        Configuration configuration = read(Map.of(
                "utkast.portals.idle.client-id", "x",
                "utkast.portals.idle.client-secret", "x",
                "utkast.portals.idle.refresh-token", "x"));

        assertThat(configuration).isInstanceOfSatisfying(Configuration.Right.class, right -> {
            assertThat(right.catalog().sites()).hasSize(1);
            assertThat(right.warnings())
                    .containsExactly(new ConfigFault("utkast.portals.idle", "no site sends to this portal"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "utkast.nonsense | x | there is no such key",
                "utkast.portals.acme.secret | x | there is no such key",
                "utkast.portals.acme.linger | soon | Invalid duration: soon",
                "utkast.portals.acme.client-id | \"\" | is empty",
                "utkast.portals.acme.client-secret | ${NO_SUCH_VARIABLE} | the variable NO_SUCH_VARIABLE is not set",
                "utkast.sites.shop.portal | acne | 'acne' is not under utkast.portals; known: [acme]",
                "utkast.collect.path | events | 'events' is not a path such as /v1/events",
                "utkast.duplicates.maximum | 0 | 0 must be greater than 0",
                "utkast.limits.visitor.per | 0s | PT0S must be longer than 0, such as 1m",
                "utkast.outbox.capacity | 0 | must be greater than 0"
            })
    void tellsAMistakeByItsKey(String key, String value, String message) {
        assertThat(faults(Map.of(key, value))).containsExactly(new ConfigFault(key, message));
    }

    @Test
    void tellsWhatIsMissing() {
        Map<String, String> properties = new TreeMap<>(GOOD);
        properties.remove("utkast.sites.shop.domain");

        assertThat(faults(builder(properties)))
                .containsExactly(new ConfigFault("utkast.sites.shop.domain", "is needed"));
    }

    @Test
    void tellsWhereAFileIsNotYamlWithoutRepeatingIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), "utkast:\n  secret-key: [hush\n");
        SmallRyeConfigBuilder builder = builder(GOOD)
                .addDefaultSources()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(
                        Map.of("smallrye.config.locations", file.toUri().toString()), "locations", 500));

        assertThat(faults(builder)).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("application.yaml");
            assertThat(fault.message()).startsWith("line 3, column 1: not YAML").doesNotContain("hush");
        });
    }

    private static List<ConfigFault> faults(Map<String, String> changes) {
        Configuration configuration = read(changes);
        assertThat(configuration).isInstanceOf(Configuration.Wrong.class);
        return ((Configuration.Wrong) configuration).faults();
    }

    private static List<ConfigFault> faults(SmallRyeConfigBuilder builder) {
        Configuration configuration = ConfigurationReader.read(builder);
        assertThat(configuration).isInstanceOf(Configuration.Wrong.class);
        return ((Configuration.Wrong) configuration).faults();
    }

    private static Configuration read(Map<String, String> changes) {
        Map<String, String> properties = new TreeMap<>(GOOD);
        properties.putAll(changes);
        return ConfigurationReader.read(builder(properties));
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 400));
    }
}
