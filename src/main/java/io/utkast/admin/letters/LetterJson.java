package io.utkast.admin.letters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.event.BrowserEvent;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeadLetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the operator sees it.
 *
 * @param id to drop it by
 * @param eventId its id at HubSpot
 * @param visitor the first eight characters of the utk
 * @param status HubSpot's, 0 if it was never sent
 * @param at when it happened
 * @param deaths how often it was refused for good
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterJson(
        long id,
        String portal,
        String site,
        String eventId,
        String receipt,
        String visitor,
        String domain,
        String type,
        String at,
        String acceptedAt,
        String diedAt,
        int deaths,
        int status,
        @Nullable String category,
        String message,
        @Nullable String correlationId,
        Body body) {

    /** What the visitor did. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            @Nullable String url,
            @Nullable String title,
            @Nullable String referrer,
            Map<String, Object> props) {}

    /**
     * Some letters in a row.
     *
     * @param next for {@code after} of the next page; null if this is the last one
     */
    @RegisterForReflection
    record Page(
            List<LetterJson> deadLetters,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    static LetterJson of(DeadLetter letter) {
        QueuedEvent event = letter.event();
        BrowserEvent seen = event.event();
        return new LetterJson(
                letter.id(),
                event.portal().value(),
                event.site().value(),
                event.id().value(),
                event.receipt().value(),
                event.visitor().utk().prefix(),
                event.domain(),
                seen.type().value(),
                seen.at().toString(),
                event.acceptedAt().toString(),
                letter.diedAt().toString(),
                letter.deaths(),
                letter.cause().status(),
                letter.cause().category(),
                letter.cause().message(),
                letter.cause().correlationId(),
                new Body(seen.url(), seen.title(), seen.referrer(), seen.props()));
    }
}
