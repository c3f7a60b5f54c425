package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration that {@code docs/install.md} gives for preview hosts, word for word; HubSpot is a closed port. */
public final class PreviewProfile implements QuarkusTestProfile {
    private static final Pattern RECIPE =
            Pattern.compile("## Preview and staging hosts.*?```yaml\\n(.*?)```", Pattern.DOTALL);

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new TreeMap<>(recipe());
        config.put("HUBSPOT_CLIENT_SECRET", "secret");
        config.put("HUBSPOT_REFRESH_TOKEN", "refresh");
        for (String portal : new String[] {"acme", "rehearsal"}) {
            config.put("utkast.portals." + portal + ".api-url", "http://127.0.0.1:1");
            config.put("utkast.portals." + portal + ".token-url", "http://127.0.0.1:1");
        }
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        config.put("utkast.data-dir", DoorProfile.newDirectory().toString());
        return config;
    }

    private static Map<String, String> recipe() {
        try {
            Matcher recipe = RECIPE.matcher(Files.readString(Path.of("docs/install.md")));
            if (!recipe.find()) {
                throw new IllegalStateException("docs/install.md has no recipe for preview hosts");
            }
            return new YamlConfigSource("docs/install.md", recipe.group(1)).getProperties();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
