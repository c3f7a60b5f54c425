package io.utkast.support;

import io.utkast.event.PortalKey;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dead letters in memory, without bounds, over a {@link FakeOutbox}. */
final class FakeDeadLetters implements DeadLetters {
    private static final Comparator<DeadLetter> BY_DEATH =
            Comparator.comparing(DeadLetter::diedAt).thenComparingLong(DeadLetter::id);

    private final FakeOutbox outbox;
    private final Clock clock;
    private final Map<Long, DeadLetter> letters = new LinkedHashMap<>();

    FakeDeadLetters(FakeOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    synchronized void bury(Lease lease, DeathCause cause, int deaths) {
        letters.put(lease.sequence(), new DeadLetter(lease.sequence(), lease.event(), cause, clock.instant(), deaths));
    }

    synchronized int dropAll(Visitor visitor) {
        int before = letters.size();
        letters.values().removeIf(letter -> letter.event().visitor().equals(visitor));
        return before - letters.size();
    }

    @Override
    public synchronized CompletionStage<Page> page(
            @Nullable PortalKey portal, DeadLetter.@Nullable Place after, int limit) {
        List<DeadLetter> behind = letters.values().stream()
                .filter(letter -> portal == null || portal.equals(letter.event().portal()))
                .sorted(BY_DEATH.reversed())
                .dropWhile(letter -> after != null && !isBefore(letter.place(), after))
                .toList();
        List<DeadLetter> page = behind.stream().limit(limit).toList();
        return CompletableFuture.completedFuture(
                new Page(page, page.size() < behind.size() ? page.getLast().place() : null));
    }

    private static boolean isBefore(DeadLetter.Place one, DeadLetter.Place other) {
        int byTime = one.diedAt().compareTo(other.diedAt());
        return byTime < 0 || (byTime == 0 && one.id() < other.id());
    }

    @Override
    public synchronized CompletionStage<Map<PortalKey, Long>> count(Filter filter) {
        return CompletableFuture.completedFuture(letters.values().stream()
                .filter(letter -> matches(letter, filter))
                .collect(Collectors.groupingBy(letter -> letter.event().portal(), Collectors.counting())));
    }

    @Override
    public synchronized CompletionStage<Replayed> replay(Filter filter) {
        long replayed = 0;
        long refused = 0;
        for (DeadLetter letter : letters.values().stream().sorted(BY_DEATH).toList()) {
            if (matches(letter, filter)) {
                if (outbox.revocations()
                        .forbid(letter.event().visitor(), letter.event().event().at())) {
                    refused++;
                } else {
                    letters.remove(letter.id());
                    outbox.revive(letter);
                    replayed++;
                }
            }
        }
        return CompletableFuture.completedFuture(new Replayed(replayed, refused, 0, null));
    }

    private static boolean matches(DeadLetter letter, Filter filter) {
        DeathCause cause = letter.cause();
        Instant from = filter.from();
        Instant to = filter.to();
        String text = filter.text();
        return (filter.portal() == null || filter.portal().equals(letter.event().portal()))
                && (filter.status() == null || filter.status() == cause.status())
                && (filter.category() == null || filter.category().equals(cause.category()))
                && (text == null || cause.message().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                && (from == null || !letter.diedAt().isBefore(from))
                && (to == null || letter.diedAt().isBefore(to));
    }

    @Override
    public synchronized CompletionStage<Boolean> drop(long id) {
        return CompletableFuture.completedFuture(letters.remove(id) != null);
    }

    @Override
    public synchronized CompletionStage<Figures> figures() {
        Instant oldest = letters.values().stream()
                .map(DeadLetter::diedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return CompletableFuture.completedFuture(
                new Figures(letters.size(), Integer.MAX_VALUE, oldest, Duration.ofDays(365), 0, null));
    }
}
