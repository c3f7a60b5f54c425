package io.utkast.hubspot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps an event from ever being taken: it is over one of HubSpot's size limits of 17 March 2025. HubSpot writes KB
 * and MB; they are read as 1,024 and 1,048,576 bytes here, so that nothing is held back which it might take.
 */
record Flaw(Kind kind, String message) {
    private static final int ID_BYTES = 500;
    private static final int VALUE_BYTES = 510 * 1_024;
    private static final int EVENT_BYTES = 1_024 * 1_024;

    /** The most bytes that a {@code char} of a text becomes in UTF-8. */
    private static final int MOST_BYTES = 3;

    /** The limits, with the codes that shadow counts use. */
    enum Kind {
        ID_TOO_LONG("id-too-long"),
        VALUE_TOO_LONG("value-too-long"),
        EVENT_TOO_LARGE("event-too-large");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** The first limit that the event is over; empty if it keeps all of them. */
    static Optional<Flaw> of(TimelineEvent event) {
        String id = event.id().value();
        if (isOver(id, ID_BYTES)) {
            return Optional.of(new Flaw(Kind.ID_TOO_LONG, "the id is over 500 bytes, HubSpot's limit"));
        }
        for (Map.Entry<String, String> value : event.values().entrySet()) {
            if (isOver(value.getValue(), VALUE_BYTES)) {
                return Optional.of(new Flaw(
                        Kind.VALUE_TOO_LONG,
                        "the value of token " + value.getKey() + " is over 510 KB, HubSpot's limit"));
            }
        }
        long whole = bytes(id) + bytes(event.values()) + bytes(event.extraData());
        return whole > EVENT_BYTES
                ? Optional.of(new Flaw(Kind.EVENT_TOO_LARGE, "the event is over 1 MB, HubSpot's limit"))
                : Optional.empty();
    }

    private static long bytes(Map<String, String> texts) {
        long sum = 0;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            sum += bytes(text.getKey()) + bytes(text.getValue());
        }
        return sum;
    }

    private static boolean isOver(String text, int limit) {
        return text.length() * (long) MOST_BYTES > limit && bytes(text) > limit;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
