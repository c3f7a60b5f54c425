package io.utkast.hubspot;

import io.utkast.deliver.Outcome;
import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.site.Dialect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * A second dialect on trial: maps, validates and counts what the first one has delivered, each event once. It sends
 * nothing, since events cannot be deleted at HubSpot.
 */
final class Shadow {
    private static final String NOT_MAPPED = "not-mapped";

    private final Dialect dialect;
    private final Renderer renderer;
    private final LongAdder mapped = new LongAdder();

    /** Bounded: the codes of {@link Flaw.Kind} and one more. */
    private final Map<String, LongAdder> invalid = new ConcurrentHashMap<>();

    Shadow(Dialect dialect, Renderer renderer) {
        this.dialect = dialect;
        this.renderer = renderer;
    }

    /** Looks at those events of the batch that are at HubSpot by this outcome. */
    void look(List<Lease> batch, Outcome outcome) {
        Set<DeliveryId> delivered = Set.copyOf(delivered(batch, outcome));
        batch.stream()
                .map(Lease::event)
                .filter(event -> delivered.contains(event.id()))
                .forEach(this::count);
    }

    private static Collection<DeliveryId> delivered(List<Lease> batch, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ ->
                batch.stream().map(lease -> lease.event().id()).toList();
            case Outcome.Partly partly -> partly.delivered().keySet();
            case Outcome.AlreadyThere there -> there.named();
            case Outcome.Refused _,
                    Outcome.Misdirected _,
                    Outcome.TryLater _,
                    Outcome.Unauthorized _,
                    Outcome.SplitAndRetry _ -> Set.of();
        };
    }

    private void count(QueuedEvent event) {
        Optional<String> reason = renderer.obstacle(event).isPresent()
                ? Optional.of(NOT_MAPPED)
                : Flaw.of(renderer.render(event)).map(flaw -> flaw.kind().code());
        reason.ifPresentOrElse(
                code -> invalid.computeIfAbsent(code, fresh -> new LongAdder()).increment(), mapped::increment);
    }

    ShadowCounts counts() {
        Map<String, Long> reasons = invalid.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
        return new ShadowCounts(dialect, mapped.sum(), reasons);
    }
}
