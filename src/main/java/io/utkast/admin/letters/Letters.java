package io.utkast.admin.letters;

import io.utkast.event.PortalKey;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.Outbox;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Looks at dead letters for the operator, and reckons what a replay costs. */
@Singleton
class Letters {
    private final DeadLetters letters;
    private final Catalog catalog;

    Letters(Outbox outbox, Catalog catalog) {
        letters = outbox.deadLetters();
        this.catalog = catalog;
    }

    CompletionStage<LetterJson.Page> page(@Nullable PortalKey portal, DeadLetter.@Nullable Place after, int limit) {
        return letters.page(portal, after, limit)
                .thenApply(page -> new LetterJson.Page(
                        page.letters().stream().map(LetterJson::of).toList(),
                        Optional.ofNullable(page.next()).map(PlaceText::write).orElse(null)));
    }

    CompletionStage<ReplayAnswer> replay(ReplayRequest request) {
        CompletionStage<ReplayAnswer> planned = plan(request.filter());
        return request.dryRun()
                ? planned
                : planned.thenCompose(plan -> letters.replay(request.filter())
                        .thenApply(done -> new ReplayAnswer(
                                false,
                                plan.matching(),
                                plan.requests(),
                                done.replayed(),
                                done.refused(),
                                done.left(),
                                done.full())));
    }

    private CompletionStage<ReplayAnswer> plan(Filter filter) {
        return letters.count(filter).thenApply(counts -> {
            long matching = counts.values().stream().mapToLong(Long::longValue).sum();
            return new ReplayAnswer(true, matching, requests(counts), 0, 0, 0, null);
        });
    }

    private long requests(Map<PortalKey, Long> counts) {
        return counts.entrySet().stream()
                .mapToLong(count -> Math.ceilDiv(count.getValue(), batchSize(count.getKey())))
                .sum();
    }

    /** Letters of a portal that was removed are held, not sent; one by one is the dearest they can get. */
    private int batchSize(PortalKey key) {
        return catalog.portals().stream()
                .filter(portal -> portal.key().equals(key))
                .findFirst()
                .map(Portal::batchSize)
                .orElse(1);
    }

    CompletionStage<Boolean> drop(long id) {
        return letters.drop(id);
    }
}
