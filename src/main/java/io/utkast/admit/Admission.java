package io.utkast.admit;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.site.Site;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** May these events in? Asks limits, then consent, opt-out, utk and bot rules, then the shape of each event. */
public final class Admission {
    private final Limits limits;
    private final BotRules bots;
    private final EventCleaner cleaner;
    private final AddressKey.Factory addresses;
    private final Clock clock;

    /** @param maxAge older events are refused as {@code too-old} */
    public Admission(Limits limits, BotRules bots, Duration maxAge, SecureRandom random, Clock clock) {
        this.limits = limits;
        this.bots = bots;
        this.clock = clock;
        cleaner = new EventCleaner(maxAge, random);
        addresses = new AddressKey.Factory(random);
    }

    /**
     * Takes the request's cost from the limits, or tells which one it is over; then nothing was taken.
     *
     * @param events in the request; an empty request costs as much as one event
     */
    public Optional<Limits.Over> limit(Site site, Signals signals, int events) {
        VisitorKey visitor = visitor(site, signals).map(VisitorKey::of).orElse(null);
        return Optional.ofNullable(limits.acquire(visitor, address(signals), site.key(), Math.max(1, events)));
    }

    /** Whose request it is; empty if it tells no utk, or one that is none. */
    public Optional<Visitor> visitor(Site site, Signals signals) {
        return utk(signals).flatMap(Utk::parse).map(utk -> new Visitor(site.domain(), utk));
    }

    /** Null for the site's own back end, behind whose address stand many visitors, and for a Unix socket. */
    private @Nullable AddressKey address(Signals signals) {
        return signals.server() || signals.address().length == 0 ? null : addresses.of(signals.address());
    }

    /** One verdict for each candidate, in their order; the list is the caller's own. */
    public List<EventVerdict> judge(
            Site site, Signals signals, List<Candidate> candidates, @Nullable Long sentAt, Receipt receipt) {
        // Milliseconds, as it is stored: what is queued must not differ from what is read back.
        Instant now = Instant.ofEpochMilli(clock.millis());
        Optional<Reason> forAll = reasonForAll(site, signals);
        List<EventVerdict> verdicts = new ArrayList<>(candidates.size());
        if (forAll.isPresent()) {
            candidates.forEach(candidate -> verdicts.add(new EventVerdict.Refused(forAll.get())));
            return verdicts;
        }
        Utk utk = utk(signals).flatMap(Utk::parse).orElseThrow();
        Duration skew = EventCleaner.skew(sentAt, now);
        for (Candidate candidate : candidates) {
            verdicts.add(
                    switch (cleaner.clean(candidate, site, skew, now)) {
                        case EventCleaner.Cleaned.Unfit unfit -> new EventVerdict.Refused(unfit.reason());
                        case EventCleaner.Cleaned.Fit fit ->
                            new EventVerdict.Admitted(queued(fit, site, utk, receipt, now));
                    });
        }
        return verdicts;
    }

    private Optional<Reason> reasonForAll(Site site, Signals signals) {
        if (signals.globalPrivacyControl()
                || (signals.doNotTrack() && site.honourDnt())
                || Cookies.optedOut(signals.cookies())) {
            return Optional.of(Reason.OPTED_OUT);
        }
        boolean consents = signals.consent() != null ? signals.consent() : site.consent() == Site.ConsentMode.ASSUMED;
        if (!consents) {
            return Optional.of(Reason.NO_CONSENT);
        }
        Optional<String> utk = utk(signals);
        if (utk.isEmpty()) {
            return Optional.of(Reason.NO_UTK);
        }
        if (utk.flatMap(Utk::parse).isEmpty()) {
            return Optional.of(Reason.BAD_UTK);
        }
        boolean robot = !signals.server() && bots.refuses(signals.userAgent(), signals.automated());
        return robot ? Optional.of(Reason.BOT) : Optional.empty();
    }

    private static Optional<String> utk(Signals signals) {
        String utk = signals.utk() != null ? signals.utk() : Cookies.utk(signals.cookies());
        return Optional.ofNullable(utk);
    }

    private static QueuedEvent queued(EventCleaner.Cleaned.Fit fit, Site site, Utk utk, Receipt receipt, Instant now) {
        return new QueuedEvent(
                DeliveryId.of(
                        site.portal().idPrefix(), site.key(), utk, fit.event().id()),
                site.portal().key(),
                site.key(),
                new Visitor(site.domain(), utk),
                fit.domain(),
                fit.event(),
                receipt,
                now);
    }
}
