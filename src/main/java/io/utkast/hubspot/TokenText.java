package io.utkast.hubspot;

import io.utkast.event.BrowserEvent;
import io.utkast.event.QueuedEvent;
import io.utkast.site.Placeholders;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Fills a configured text such as <code>{title} ({props.scroll} %)</code> from an event. */
final class TokenText {
    private static final String PROPS = "props.";

    private TokenText() {}

    /** How a value is put into the text at a place. */
    @FunctionalInterface
    private interface Insertion {
        String of(String value, int at);
    }

    /** The text with its placeholders filled; empty if it has placeholders and the event has none of their values. */
    static Optional<String> fill(String text, QueuedEvent queued) {
        return fill(text, queued, (value, at) -> value);
    }

    /** The same for an address: a value is percent-encoded, unless the address begins with it. */
    static Optional<String> fillAddress(String text, QueuedEvent queued) {
        return fill(text, queued, (value, at) -> at == 0 ? value : encoded(value));
    }

    private static Optional<String> fill(String text, QueuedEvent queued, Insertion insertion) {
        Matcher matcher = Placeholders.PATTERN.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean any = false;
        boolean found = false;
        while (matcher.find()) {
            String value = value(matcher.group(1), queued);
            any = true;
            found |= value != null;
            String inserted = value == null ? "" : insertion.of(value, matcher.start());
            matcher.appendReplacement(filled, Matcher.quoteReplacement(inserted));
        }
        matcher.appendTail(filled);
        return any && !found ? Optional.empty() : Optional.of(filled.toString());
    }

    private static @Nullable String value(String name, QueuedEvent queued) {
        BrowserEvent event = queued.event();
        if (name.startsWith(PROPS)) {
            return text(event.props().get(name.substring(PROPS.length())));
        }
        return switch (name) {
            case "title" -> event.title();
            case "url" -> event.url();
            case "referrer" -> event.referrer();
            case "type" -> event.type().value();
            case "id" -> event.id().value();
            // HubSpot's date tokens take epoch milliseconds.
            case "at" -> String.valueOf(event.at().toEpochMilli());
            case "domain" -> queued.domain();
            case "site" -> queued.site().value();
            default -> null;
        };
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String text(@Nullable Object prop) {
        return switch (prop) {
            case null -> null;
            case Double number -> plain(number);
            default -> prop.toString();
        };
    }

    /** Without exponent and superfluous zeros, as HubSpot's number tokens expect it. */
    private static String plain(Double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : number.toString();
    }
}
