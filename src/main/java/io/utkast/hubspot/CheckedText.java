package io.utkast.hubspot;

import io.utkast.event.QueuedEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Filled texts that HubSpot checks: what would not pass is left out, since the event is good without it and would be
 * refused with it.
 */
final class CheckedText {
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9]{1,20}");
    private static final int LONGEST_EMAIL = 254;

    private CheckedText() {}

    static Optional<String> email(@Nullable String text, QueuedEvent queued) {
        return filled(text, queued)
                .filter(email ->
                        email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches());
    }

    static Optional<String> objectId(@Nullable String text, QueuedEvent queued) {
        return filled(text, queued).filter(id -> OBJECT_ID.matcher(id).matches());
    }

    /** An address of a page, with a scheme that shows one: the text may come from a visitor. */
    static Optional<String> address(String text, QueuedEvent queued) {
        return TokenText.fillAddress(text, queued).filter(CheckedText::isPage);
    }

    static Optional<String> label(String text, QueuedEvent queued) {
        return TokenText.fill(text, queued).filter(label -> !label.isBlank());
    }

    private static Optional<String> filled(@Nullable String text, QueuedEvent queued) {
        return Optional.ofNullable(text)
                .flatMap(there -> TokenText.fill(there, queued))
                .map(String::strip);
    }

    private static boolean isPage(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
