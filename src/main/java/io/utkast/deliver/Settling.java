package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns what became of events into settlements, and settles them durably. */
final class Settling {
    private static final Logger LOG = Logger.getLogger(Settling.class);

    private final PatientOutbox outbox;
    private final Refusals refusals;
    private final Tally tally;
    private final Backoff backoff;
    private final Clock clock;

    Settling(PatientOutbox outbox, Refusals refusals, Tally tally, Backoff backoff, Clock clock) {
        this.outbox = outbox;
        this.refusals = refusals;
        this.tally = tally;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** HubSpot has them; what they prove of earlier refusals is settled along with them. */
    void delivered(Collection<Lease> leases, Set<DeliveryId> linked, @Nullable String correlationId) {
        Instant now = clock.instant();
        List<Settlement> settlements = new ArrayList<>();
        for (Lease lease : leases) {
            QueuedEvent event = lease.event();
            settlements.add(new Settlement.Delivered(lease, linked.contains(event.id()), correlationId));
            tally.delays.add(Duration.between(event.acceptedAt(), now));
        }
        tally.delivered.add(leases.size());
        tally.throughput.add(leases.size(), now);
        Refusals.Relief relief = refusals.delivered(kinds(leases));
        settlements.addAll(relief.burials());
        settle(settlements);
        if (relief.freed()) {
            LOG.infof("Released held events after a success events=%d", outbox.release());
        }
    }

    /** Refused alone or by name: buried, held, or kept in doubt until the next answers. */
    void refused(Lease lease, DeathCause cause) {
        settle(refusals.refused(lease, cause, clock.instant()));
    }

    /** Mapped to what is not there: its kind is held. */
    void misdirected(Lease lease, String why) {
        settle(refusals.misdirected(lease, why, clock.instant()));
    }

    /** Refused for the event's own fault, beyond doubt. */
    void buried(Map<Lease, DeathCause> causes) {
        List<Settlement> settlements = new ArrayList<>();
        causes.forEach((lease, cause) -> settlements.add(new Settlement.Dead(lease, cause)));
        settle(settlements);
    }

    /** Refused by name. Where others of its kind were taken in the same answer, the fault is the event's own. */
    void refused(Map<Lease, DeathCause> causes, Set<Kind> sound) {
        List<Settlement> settlements = new ArrayList<>();
        causes.forEach((lease, cause) -> {
            if (sound.contains(Kind.of(lease.event()))) {
                settlements.add(new Settlement.Dead(lease, cause));
            } else {
                settlements.addAll(refusals.refused(lease, cause, clock.instant()));
            }
        });
        settle(settlements);
    }

    /** Buries what was under suspicion for too long. */
    void expire() {
        settle(refusals.expire(clock.instant()));
    }

    /** To be tried again after a back-off; all at the same time, so that they make one batch again. */
    void later(List<Lease> leases, Duration atLeast) {
        int attempts = leases.stream().mapToInt(Lease::attempts).max().orElse(0);
        Duration jittered = backoff.jittered(attempts);
        Instant notBefore = clock.instant().plus(jittered.compareTo(atLeast) > 0 ? jittered : atLeast);
        settle(leases.stream()
                .map(lease -> (Settlement) new Settlement.Later(lease, notBefore, true))
                .toList());
    }

    /** To be tried again when the portal is back; none of their attempts is used up. */
    void wait(List<Lease> leases, Duration time) {
        Instant until = clock.instant().plus(time);
        settle(leases.stream()
                .map(lease -> (Settlement) new Settlement.Later(lease, until, false))
                .toList());
    }

    /** Whose visitor has taken consent back is not sent any more: settled as anything but delivered, it is removed. */
    Optional<Settlement> forbidden(Lease lease) {
        return outbox.forbids(lease.event())
                ? Optional.of(new Settlement.Later(lease, clock.instant(), false))
                : Optional.empty();
    }

    /** Back to their old place in the outbox, as if never taken. */
    void giveBack(Collection<Lease> leases) {
        outbox.giveBack(leases);
    }

    /** Whatever of these has no settlement and is not in doubt goes back: nobody else would care for it any more. */
    void recover(Collection<Lease> leases) {
        Set<Long> inDoubt = refusals.inDoubt();
        outbox.giveBack(leases.stream()
                .filter(lease -> !inDoubt.contains(lease.sequence()))
                .toList());
    }

    void settle(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            if (settlement instanceof Settlement.Dead(Lease lease, DeathCause cause)) {
                LOG.warnf(
                        "Event refused for good receipt=%s id=%s type=%s status=%d category=%s correlation=%s",
                        lease.event().receipt(),
                        lease.event().id(),
                        lease.event().event().type(),
                        cause.status(),
                        cause.category(),
                        cause.correlationId());
            }
        }
        try {
            outbox.settle(settlements);
        } catch (RuntimeException | Error e) {
            // Nobody else has these any more; sent again, they keep their ids.
            outbox.giveBack(settlements.stream().map(Settlement::lease).toList());
            throw e;
        }
    }

    static Set<Kind> kinds(Collection<Lease> leases) {
        return leases.stream().map(lease -> Kind.of(lease.event())).collect(Collectors.toUnmodifiableSet());
    }
}
