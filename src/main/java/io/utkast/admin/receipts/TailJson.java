package io.utkast.admin.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.admit.Visitors;
import io.utkast.event.Visitor;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest verdicts, the newest first.
 *
 * @param visitors those of the events whose counts are remembered
 */
@RegisterForReflection
public record TailJson(List<Event> events, List<VisitorCounts> visitors) {
    private static final int LONGEST_PAGE = 120;

    /**
     * One event.
     *
     * @param visitor the first eight characters of the utk
     * @param page host and path, cut to 120 characters; only of admitted events
     * @param verdict {@code accepted}, {@code duplicate} or the reason of the refusal
     * @param at when it happened; only of admitted events
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            String receivedAt,
            String site,
            @Nullable String visitor,
            @Nullable String type,
            @Nullable String page,
            String verdict,
            @Nullable String at,
            String receipt) {}

    /**
     * What became of one visitor's events, those of earlier requests too.
     *
     * @param visitor the first eight characters of the utk
     * @param accepted events that were admitted in the last day, duplicates among them; counted up to 32,767
     */
    @RegisterForReflection
    record VisitorCounts(String visitor, String domain, int accepted, int refused) {}

    static TailJson of(List<LiveTail.Line> lines, Visitors visitors) {
        return new TailJson(
                lines.stream().map(TailJson::event).toList(),
                lines.stream()
                        .flatMap(line -> Stream.ofNullable(line.visitor()))
                        .distinct()
                        .flatMap(visitor -> visitors.counts(visitor).map(counts -> counts(visitor, counts)).stream())
                        .toList());
    }

    private static VisitorCounts counts(Visitor visitor, Visitors.Counts counts) {
        return new VisitorCounts(visitor.utk().prefix(), visitor.domain(), counts.accepted(), counts.refused());
    }

    private static Event event(LiveTail.Line line) {
        Visitor visitor = line.visitor();
        Instant at = line.at();
        return new Event(
                Instant.ofEpochMilli(line.receivedAt()).toString(),
                line.site().value(),
                visitor == null ? null : visitor.utk().prefix(),
                line.type(),
                page(line.url()),
                line.verdict(),
                at == null ? null : at.toString(),
                line.receipt().value());
    }

    /** Without the query, even of the parameters that the site allows. */
    private static @Nullable String page(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String page =
                    (uri.getHost() == null ? "" : uri.getHost()) + (uri.getRawPath() == null ? "" : uri.getRawPath());
            return page.substring(0, Math.min(LONGEST_PAGE, page.length()));
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
