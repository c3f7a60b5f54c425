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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** May these events in? Asks limits, then consent, opt-out, utk and bot rules, then the shape of each event. */
public final class Admission {
    private static final byte[] NO_ADDRESS = {};

    private final Limits limits;
    private final BotRules bots;
    private final EventCleaner cleaner;
    private final Visitors visitors;
    private final Clock clock;

    /** @param maxAge older events are refused as {@code too-old} */
    public Admission(Senders senders, Duration maxAge, SecureRandom random, Clock clock) {
        limits = senders.limits();
        visitors = senders.visitors();
        bots = senders.bots();
        this.clock = clock;
        cleaner = new EventCleaner(maxAge, random);
    }

    /** Whether an address is that of a page of the site: its domain's, or one of its origins'. */
    public static boolean isPageOf(Site site, @Nullable String url) {
        return EventCleaner.isPageOf(site, url);
    }

    /** What is known and asked of senders. */
    public record Senders(Limits limits, Visitors visitors, BotRules bots) {}

    /**
     * Takes the request's cost from the limits, or tells which one it is over; then nothing was taken.
     *
     * @param events in the request; an empty request costs as much as one event
     */
    public Optional<Limits.Over> limit(Site site, Signals signals, int events) {
        // Behind the site's own back end stand many visitors.
        byte[] address = signals.server() ? NO_ADDRESS : signals.address();
        return Optional.ofNullable(limits.acquire(visitor(site, signals), address, site.key(), Math.max(1, events)));
    }

    /** One verdict for each candidate, in their order. */
    public List<EventVerdict> judge(
            Site site, Signals signals, List<Candidate> candidates, @Nullable Long sentAt, Receipt receipt) {
        List<EventVerdict> verdicts = verdicts(site, signals, candidates, sentAt, receipt);
        count(site, signals, verdicts);
        return verdicts;
    }

    /** Only of who is remembered: who was let in by the limits is. */
    private void count(Site site, Signals signals, List<EventVerdict> verdicts) {
        Visitor visitor = visitor(site, signals);
        VisitorState known = visitor == null ? null : visitors.ifKnown(visitor);
        if (known != null) {
            int admitted = 0;
            for (EventVerdict verdict : verdicts) {
                admitted += verdict instanceof EventVerdict.Admitted ? 1 : 0;
            }
            known.count(admitted, verdicts.size() - admitted);
        }
    }

    private List<EventVerdict> verdicts(
            Site site, Signals signals, List<Candidate> candidates, @Nullable Long sentAt, Receipt receipt) {
        // Milliseconds, as it is stored: what is queued must not differ from what is read back.
        Instant now = Instant.ofEpochMilli(clock.millis());
        return switch (sender(site, signals)) {
            case Sender.Unwelcome unwelcome ->
                Collections.nCopies(candidates.size(), new EventVerdict.Refused(unwelcome.reason()));
            case Sender.Welcome welcome -> {
                Duration skew = EventCleaner.skew(sentAt, now);
                List<EventVerdict> verdicts = new ArrayList<>(candidates.size());
                for (Candidate candidate : candidates) {
                    verdicts.add(
                            switch (cleaner.clean(candidate, site, skew, now)) {
                                case EventCleaner.Cleaned.Unfit unfit -> new EventVerdict.Refused(unfit.reason());
                                case EventCleaner.Cleaned.Fit fit ->
                                    new EventVerdict.Admitted(queued(fit, site, welcome.visitor(), receipt, now));
                            });
                }
                yield verdicts;
            }
        };
    }

    /** Whether anything of a sender is taken at all. */
    private sealed interface Sender {
        /** Yes, as this visitor's. */
        record Welcome(Visitor visitor) implements Sender {}

        /** No. */
        record Unwelcome(Reason reason) implements Sender {}
    }

    private Sender sender(Site site, Signals signals) {
        Visitor visitor = visitor(site, signals);
        // Before anything else: a visitor who opts out in two ways has said both.
        boolean consents = consents(site, signals.consent(), visitor);
        if (signals.globalPrivacyControl()
                || (signals.doNotTrack() && site.honourDnt())
                || Cookies.optedOut(signals.cookies())) {
            return new Sender.Unwelcome(Reason.OPTED_OUT);
        }
        if (!consents) {
            return new Sender.Unwelcome(Reason.NO_CONSENT);
        }
        if (visitor == null) {
            return new Sender.Unwelcome(utk(signals) == null ? Reason.NO_UTK : Reason.BAD_UTK);
        }
        boolean robot = !signals.server() && bots.refuses(signals.agent(), signals.automated());
        return robot ? new Sender.Unwelcome(Reason.BOT) : new Sender.Welcome(visitor);
    }

    /**
     * What the request says of consent; if it says nothing, what the site assumes, unless the visitor's last word was no.
     * This memory is for the requests that follow at once; it ends with the process.
     */
    private boolean consents(Site site, @Nullable Boolean said, @Nullable Visitor visitor) {
        if (said != null) {
            if (visitor != null) {
                visitors.of(visitor).consent(said);
            }
            return said;
        }
        VisitorState known = visitor == null ? null : visitors.ifKnown(visitor);
        return site.consent() == Site.ConsentMode.ASSUMED && !(known != null && known.revoked());
    }

    /** Whose request it is; null if it tells no utk, or one that is none. */
    public static @Nullable Visitor visitor(Site site, Signals signals) {
        String text = utk(signals);
        Utk utk = text == null ? null : Utk.parse(text).orElse(null);
        return utk == null ? null : new Visitor(site.domain(), utk);
    }

    private static @Nullable String utk(Signals signals) {
        return signals.utk() != null ? signals.utk() : Cookies.utk(signals.cookies());
    }

    private static QueuedEvent queued(
            EventCleaner.Cleaned.Fit fit, Site site, Visitor visitor, Receipt receipt, Instant now) {
        return new QueuedEvent(
                DeliveryId.of(
                        site.portal().idPrefix(),
                        site.key(),
                        visitor.utk(),
                        fit.event().id()),
                site.portal().key(),
                site.key(),
                visitor,
                fit.domain(),
                fit.event(),
                receipt,
                now);
    }
}
