package io.utkast.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders that a mapping may use, such as {@code {title}} and {@code {props.scroll}}. */
public final class Placeholders {
    /** A placeholder; group 1 is its name. */
    public static final Pattern PATTERN = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");

    /** Fields of an event; {@code props.<key>} beside them. */
    public static final List<String> KNOWN =
            List.of("title", "url", "referrer", "type", "id", "at", "domain", "site", "props.<key>");

    private static final String PROPS = "props.";

    private Placeholders() {}

    static Optional<String> unknownIn(String text) {
        Matcher matcher = PATTERN.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean prop = name.startsWith(PROPS) && name.length() > PROPS.length();
            if (!prop && !KNOWN.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
