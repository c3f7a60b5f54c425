package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.support.QueuedEvents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination that takes a batch as a whole or not at all, and has some of its events from an earlier try. */
class LaneExistingTest {
    private final LaneDriver driver = new LaneDriver();
    private final Set<DeliveryId> there = new HashSet<>();

    /** The bound is 2k (⌈log₂(100/k)⌉ + 1) − 1 requests for k existing ones. */
    @ParameterizedTest
    @CsvSource({"1, 15", "2, 27", "5, 59", "20, 159", "100, 199"})
    void findsUnnamedOnesByHalving(int existing, int mostRequests) {
        List<QueuedEvent> events = queueHundred(existing);
        driver.destination.answers(batch -> allOrNothing(batch, false));

        driver.until(() -> driver.outbox.delivered() == 100);

        assertThat(there).isEqualTo(ids(events));
        assertThat(driver.destination.requests().size()).isLessThanOrEqualTo(mostRequests);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 99, 100})
    void takesNamedOnesOutAndSendsTheRestTogether(int existing) {
        List<QueuedEvent> events = queueHundred(existing);
        driver.destination.answers(batch -> allOrNothing(batch, true));

        driver.until(() -> driver.outbox.delivered() == 100);

        assertThat(there).isEqualTo(ids(events));
        assertThat(driver.destination.requests()).hasSize(existing == 100 ? 1 : 2);
    }

    @Test
    void halvesWhereTheAnswerNamesStrangers() {
        List<QueuedEvent> events = queueHundred(1);
        driver.destination.answers(batch -> allOrNothing(batch, false) instanceof Outcome.Delivered yes
                ? yes
                : new Outcome.AlreadyThere(Set.of(new DeliveryId("4242:shop:another")), QuotaSeen.NONE));

        driver.until(() -> driver.outbox.delivered() == 100);

        assertThat(there).containsAll(ids(events));
    }

    /** An event that is sent again over a restart is stored twice, and each is a reason to refuse a batch that has both. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesNoTwinForAnEventThatIsThere(boolean named) {
        List<QueuedEvent> events =
                List.of(QueuedEvents.pageView(1), QueuedEvents.pageView(1), QueuedEvents.pageView(2));
        driver.queue(events);
        driver.destination.answers(batch -> allOrNothing(batch, named));

        driver.until(() -> driver.lane.status().delivered() == 3);

        assertThat(there).isEqualTo(ids(events));
    }

    private List<QueuedEvent> queueHundred(int existing) {
        List<QueuedEvent> events = QueuedEvents.pageViews(100);
        // Spread evenly, which is the worst case for halving.
        for (int i = 0; i < existing; i++) {
            there.add(events.get(i * 100 / existing).id());
        }
        driver.queue(events);
        return events;
    }

    private Outcome allOrNothing(List<Lease> batch, boolean named) {
        Set<DeliveryId> known = new HashSet<>(there);
        Set<DeliveryId> existing = batch.stream()
                .map(lease -> lease.event().id())
                .filter(id -> !known.add(id))
                .collect(Collectors.toUnmodifiableSet());
        if (existing.isEmpty()) {
            there.addAll(known);
            return ScriptedDestination.yes(batch);
        }
        return batch.size() == 1
                ? ScriptedDestination.yes(batch)
                : new Outcome.AlreadyThere(named ? existing : Set.of(), QuotaSeen.NONE);
    }

    private static Set<DeliveryId> ids(List<QueuedEvent> events) {
        return events.stream().map(QueuedEvent::id).collect(Collectors.toUnmodifiableSet());
    }
}
