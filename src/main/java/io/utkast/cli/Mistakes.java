package io.utkast.cli;

import io.smallrye.config.ConfigValidationException;
import io.utkast.site.ConfigFault;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells in plain words, key first, what the configuration library found wrong. */
final class Mistakes {
    /** The library's own wording, and what it comes to; the first group is the key. */
    private record Wording(Pattern pattern, String message) {}

    private static final String KEY = "(utkast[A-Za-z0-9_.\\[\\]\"-]*[A-Za-z0-9_\\]\"])";

    private static final List<Wording> WORDINGS = List.of(
            new Wording(Pattern.compile(KEY + " in \\S+ does not map to any root"), "there is no such key"),
            new Wording(
                    Pattern.compile("config property " + KEY
                            + " with the config value \"[^\"]*\" threw an Exception whilst being converted (.*)"),
                    "$2"),
            new Wording(
                    Pattern.compile("config property " + KEY + " is required but it could not be found"), "is needed"),
            new Wording(Pattern.compile("config property " + KEY + " is defined as the empty String"), "is empty"),
            new Wording(
                    Pattern.compile("Could not expand value (\\S+) in property " + KEY), "the variable $1 is not set"));

    private static final Pattern NOISE = Pattern.compile("^(?:[a-z]+(?:\\.\\w+)+: )?(?:SRCFG\\d+: )?");

    private Mistakes() {}

    static List<ConfigFault> of(ConfigValidationException trouble) {
        return IntStream.range(0, trouble.getProblemCount())
                .mapToObj(i -> fault(trouble.getProblem(i).getMessage()))
                .distinct()
                .toList();
    }

    /** A source that cannot be read at all. Its text is not repeated: a secret may stand in the very line. */
    static ConfigFault unreadable(RuntimeException trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
                return new ConfigFault(
                        "application.yaml",
                        "line " + (yaml.getProblemMark().getLine() + 1) + ", column "
                                + (yaml.getProblemMark().getColumn() + 1) + ": not YAML (" + yaml.getProblem() + ")");
            }
        }
        return new ConfigFault(
                "configuration", "cannot be read: " + trouble.getClass().getSimpleName());
    }

    static ConfigFault fault(String message) {
        for (Wording wording : WORDINGS) {
            Matcher matcher = wording.pattern().matcher(message);
            if (matcher.find()) {
                boolean keyFirst = matcher.group(1).startsWith("utkast");
                return new ConfigFault(
                        keyFirst ? matcher.group(1) : matcher.group(2), filled(wording.message(), matcher));
            }
        }
        Matcher key = Pattern.compile(KEY).matcher(message);
        return new ConfigFault(
                key.find() ? key.group(1) : "utkast", NOISE.matcher(message).replaceFirst(""));
    }

    private static String filled(String text, Matcher matcher) {
        String filled = text;
        for (int group = 1; group <= matcher.groupCount(); group++) {
            filled = filled.replace("$" + group, matcher.group(group));
        }
        return filled;
    }
}
