package io.utkast.outbox;

import io.utkast.event.PortalKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events that HubSpot refused for good: to look at, to replay, to drop. */
public interface DeadLetters {

    /**
     * Up to {@code limit} letters, those that died last first.
     *
     * @param portal of this portal only, null for all
     * @param after the last one of the page before, null for the first page
     */
    CompletionStage<Page> page(@Nullable PortalKey portal, DeadLetter.@Nullable Place after, int limit);

    /** How many letters of each portal the filter matches. */
    CompletionStage<Map<PortalKey, Long>> count(Filter filter);

    /**
     * Puts matching letters back into the queue, oldest first, with their ids, so that nothing doubles. It goes on until
     * all are back or the outbox has no room for more.
     */
    CompletionStage<Replayed> replay(Filter filter);

    /** Drops one letter; false if there is none with this id. */
    CompletionStage<Boolean> drop(long id);

    /** How near the letters are to their bounds. */
    CompletionStage<Figures> figures();

    /**
     * Some letters in a row.
     *
     * @param next where the next page begins, null if this is the last one
     */
    record Page(List<DeadLetter> letters, DeadLetter.@Nullable Place next) {}

    /**
     * Which letters are meant; null means any.
     *
     * @param status HubSpot's status code
     * @param category HubSpot's error category
     * @param text stands somewhere in the message, in upper or lower case
     * @param from died at this time or later
     * @param to died before this time
     */
    record Filter(
            @Nullable PortalKey portal,
            @Nullable Integer status,
            @Nullable String category,
            @Nullable String text,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Every letter. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null);
    }

    /**
     * What a replay came to.
     *
     * @param replayed letters that are in the queue now
     * @param refused letters that stay where they are, since their visitor took consent back
     * @param left letters that stay because the outbox has no room
     * @param full what was full, such as the configuration key of a bound; null if nothing was
     */
    record Replayed(
            long replayed,
            long refused,
            long left,
            @Nullable String full) {}

    /**
     * How near the letters are to their bounds.
     *
     * @param oldest when the oldest one died, null if there is none
     * @param expired letters that went since the start because of a bound
     * @param warning what is going to happen, in plain words; null while no bound is near
     */
    record Figures(
            long count,
            int maximum,
            @Nullable Instant oldest,
            Duration keep,
            long expired,
            @Nullable String warning) {}
}
