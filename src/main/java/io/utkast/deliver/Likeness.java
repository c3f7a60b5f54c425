package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.util.regex.Pattern;

/** What is the same in refusals of the same fault: status, category and the message without ids and quoted values. */
record Likeness(String text) {
    private static final Pattern VALUES =
            Pattern.compile("\"[^\"]*\"|'[^']*'|\\b[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{2,})*\\b|\\d+");

    static Likeness of(DeathCause cause, DeliveryId id) {
        String message =
                VALUES.matcher(cause.message().replace(id.value(), "*")).replaceAll("*");
        return new Likeness(cause.status() + " " + cause.category() + " " + message);
    }
}
