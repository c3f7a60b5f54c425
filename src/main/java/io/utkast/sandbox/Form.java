package io.utkast.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the value of a setting is written: its text, and what would be right. */
record Form<T>(String expected, Function<String, T> reader, Function<T, String> writer) {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** The value of a text; an {@link IllegalArgumentException} if it is none. */
    T read(String text) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    String write(T value) {
        return writer.apply(value);
    }

    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Form::kebab).collect(Collectors.joining(" or "));
        return new Form<>(
                names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')), Form::kebab);
    }

    static Form<Boolean> yesOrNo() {
        return new Form<>(
                "true or false",
                text -> require(text, text.equals("true") || text.equals("false"))
                        .equals("true"),
                Object::toString);
    }

    static Form<Integer> number(int from, int to) {
        return new Form<>(
                "a number from " + from + " to " + to,
                text -> {
                    int number = Integer.parseInt(text);
                    return require(number, number >= from && number <= to);
                },
                Object::toString);
    }

    static Form<Integer> oneOf(Integer... numbers) {
        List<Integer> allowed = List.of(numbers);
        String expected = allowed.stream().map(Object::toString).collect(Collectors.joining(" or "));
        return new Form<>(
                expected,
                text -> {
                    int number = Integer.parseInt(text);
                    return require(number, allowed.contains(number));
                },
                Object::toString);
    }

    /** A list of names with commas between them. */
    static Form<List<String>> names() {
        return new Form<>(
                "a list of names",
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                names -> String.join(",", names));
    }

    static Form<Duration> span(Duration least) {
        return new Form<>(
                "a duration such as 10s, 30m or 2h" + (least.isZero() ? "" : ", at least " + spanText(least)),
                text -> {
                    Duration span = span(text);
                    return require(span, span.compareTo(least) >= 0);
                },
                Form::spanText);
    }

    /** {@code 250ms}, {@code 10s}, {@code 30m}, {@code 2h}, {@code 3d}, or ISO-8601. */
    static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    static String spanText(Duration span) {
        return span.toMillisPart() != 0 ? span.toMillis() + "ms" : span.toSeconds() + "s";
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <V> V require(V value, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(Objects.toString(value));
        }
        return value;
    }
}
