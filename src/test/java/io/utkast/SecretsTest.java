package io.utkast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No record shows a secret when somebody logs it or puts it into a message. A secret is a {@code Secret}, or its record
 * has words of its own. Other classes show nothing by nature; the sandbox's secrets are none.
 */
class SecretsTest {
    private static final String MARKER = "do-not-tell-anybody";

    /** How components are called that open something. */
    private static final Pattern OPENS = Pattern.compile(
            "(?i).*(secret|password|credential|csrf|verifier|authorization|bearer|cookies?|session|(access|refresh|page|admin)token"
                    + "|(server|developer|secret|private|api)key)");
    /** What a bare {@code token} or {@code state} is depends on the room: not a template's token or a lane's state. */
    private static final Map<String, List<String>> IN_THEIR_ROOMS = Map.of(
            "io.utkast.hubspot.Access$Granted", List.of("token"),
            "io.utkast.hubspot.Installation$Attempt", List.of("state", "verifier"),
            "io.utkast.collect.Envelope", List.of("token", "utk"),
            "io.utkast.site.Secret", List.of("reveal"));

    static Stream<Class<?>> recordsWithSecrets() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.utkast").stream()
                        .filter(type ->
                                type.isRecord() && !type.getPackageName().startsWith("io.utkast.sandbox"))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type ->
                                Arrays.stream(type.getRecordComponents()).anyMatch(SecretsTest::isSecret));
    }

    @ParameterizedTest
    @MethodSource("recordsWithSecrets")
    void isNotToldByToString(Class<?> type) throws Exception {
        assertThat(instance(type).toString()).doesNotContain(MARKER);
    }

    @Test
    void theNamedRecordsAreThere() {
        assertThat(recordsWithSecrets().map(Class::getName)).containsAll(IN_THEIR_ROOMS.keySet());
    }

    private static boolean isSecret(RecordComponent component) {
        boolean bare = component.getType() == String.class || component.getType() == byte[].class;
        List<String> named =
                IN_THEIR_ROOMS.getOrDefault(component.getDeclaringRecord().getName(), List.of());
        return bare && (OPENS.matcher(component.getName()).matches() || named.contains(component.getName()));
    }

    /** One whose secrets are the marker, and everything else as little as it takes. */
    private static Object instance(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(
                    Arrays.stream(components).map(SecretsTest::value).toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " wants more than this test gives it", e.getCause());
        }
    }

    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return MARKER;
        }
        if (type == URI.class) {
            return URI.create("https://example.com/");
        }
        if (type == List.class) {
            return List.of();
        }
        // The default of a primitive; null for all others.
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
