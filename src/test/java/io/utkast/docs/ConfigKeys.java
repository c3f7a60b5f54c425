package io.utkast.docs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Every configuration key with its default, as the {@code @ConfigMapping} interfaces of the product have them. A name that
 * people choose is {@code <key>}, an entry of a list {@code []}.
 */
final class ConfigKeys {
    private static final String REQUIRED = "required";
    private static final String NONE = "none";

    private final Map<String, String> defaults = new TreeMap<>();

    private ConfigKeys() {}

    static Map<String, String> withDefaults() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.utkast");
        ConfigKeys keys = new ConfigKeys();
        for (JavaClass type : main) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = type.reflect();
                keys.addGroup(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
            }
        }
        return keys.defaults;
    }

    private void addGroup(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            String key = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + name(method);
            WithDefault standard = method.getAnnotation(WithDefault.class);
            add(key, method.getGenericReturnType(), standard == null ? REQUIRED : standard.value());
        }
    }

    private void add(String key, Type type, String standard) {
        switch (type) {
            case ParameterizedType generic -> addGeneric(key, generic, standard);
            case Class<?> group when isGroup(group) -> addGroup(key, group);
            default -> defaults.put(key, type == OptionalInt.class ? NONE : standard);
        }
    }

    private void addGeneric(String key, ParameterizedType type, String standard) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (raw == Map.class) {
            add(key + ".<key>", last, NONE);
        } else if (raw == Optional.class) {
            add(key, last, NONE);
        } else if (Collection.class.isAssignableFrom(raw) && last instanceof Class<?> group && isGroup(group)) {
            addGroup(key + "[]", group);
        } else {
            defaults.put(key, standard);
        }
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("io.utkast.");
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
