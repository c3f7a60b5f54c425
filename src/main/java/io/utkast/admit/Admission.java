package io.utkast.admit;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Receipt;
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
        return PageAddresses.isPageOf(site, url);
    }

    /** What is known and asked of senders. */
    public record Senders(Limits limits, Visitors visitors, BotRules bots) {}

    /**
     * Takes the request's cost from the limits, or tells which one it is over; then nothing was taken.
     *
     * @param events in the request; an empty request costs as much as one event
     */
    public Optional<Limits.Over> limit(Sender sender, int events) {
        Signals signals = sender.signals();
        // Behind the site's own back end stand many visitors.
        byte[] address = signals.server() ? NO_ADDRESS : signals.address();
        return Optional.ofNullable(
                limits.acquire(sender.visitor(), address, sender.site().key(), Math.max(1, events)));
    }

    /** Remembers what the request says of consent: when it comes, since what it brings about may end later than the next. */
    public void hear(Sender sender) {
        Visitor visitor = sender.visitor();
        Boolean said = sender.signals().consent();
        if (visitor != null && said != null) {
            visitors.of(visitor).consent(said);
        }
    }

    /** One verdict for each candidate, in their order. */
    public List<EventVerdict> judge(Sender sender, List<Candidate> candidates, @Nullable Long sentAt, Receipt receipt) {
        VisitorState known = known(sender);
        // Milliseconds, as it is stored: what is queued must not differ from what is read back.
        Instant now = Instant.ofEpochMilli(clock.millis());
        List<EventVerdict> verdicts = switch (standing(sender, known)) {
            case Standing.Unwelcome unwelcome ->
                Collections.nCopies(candidates.size(), new EventVerdict.Refused(unwelcome.reason()));
            case Standing.Welcome welcome ->
                verdicts(candidates, sentAt, new Shared(sender.site(), welcome.visitor(), receipt, now));
        };
        if (known != null) {
            count(known, verdicts);
        }
        return verdicts;
    }

    /** What the events of one request share. */
    private record Shared(Site site, Visitor visitor, Receipt receipt, Instant now) {}

    private List<EventVerdict> verdicts(List<Candidate> candidates, @Nullable Long sentAt, Shared shared) {
        Duration skew = EventCleaner.skew(sentAt, shared.now());
        List<EventVerdict> verdicts = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            verdicts.add(
                    switch (cleaner.clean(candidate, shared.site(), skew, shared.now())) {
                        case EventCleaner.Cleaned.Unfit(Reason reason) -> new EventVerdict.Refused(reason);
                        case EventCleaner.Cleaned.Fit fit -> new EventVerdict.Admitted(queued(fit, shared));
                    });
        }
        return verdicts;
    }

    /** The visitor's state if it is remembered: who was let in by the limits is, and who says something of consent. */
    private @Nullable VisitorState known(Sender sender) {
        Visitor visitor = sender.visitor();
        if (visitor == null) {
            return null;
        }
        Boolean said = sender.signals().consent();
        if (said == null) {
            return visitors.ifKnown(visitor);
        }
        return visitors.of(visitor);
    }

    private static void count(VisitorState known, List<EventVerdict> verdicts) {
        int admitted = 0;
        for (EventVerdict verdict : verdicts) {
            admitted += verdict instanceof EventVerdict.Admitted ? 1 : 0;
        }
        known.count(admitted, verdicts.size() - admitted);
    }

    /** Whether anything of a sender is taken at all. */
    private sealed interface Standing {
        /** Yes, as this visitor's. */
        record Welcome(Visitor visitor) implements Standing {}

        /** No. */
        record Unwelcome(Reason reason) implements Standing {}
    }

    private Standing standing(Sender sender, @Nullable VisitorState known) {
        Signals signals = sender.signals();
        if (signals.globalPrivacyControl()
                || (signals.doNotTrack() && sender.site().honourDnt())
                || Cookies.optedOut(signals.cookies())) {
            return new Standing.Unwelcome(Reason.OPTED_OUT);
        }
        if (!consents(sender.site(), signals.consent(), known)) {
            return new Standing.Unwelcome(Reason.NO_CONSENT);
        }
        Visitor visitor = sender.visitor();
        if (visitor == null) {
            return new Standing.Unwelcome(sender.tellsUtk() ? Reason.BAD_UTK : Reason.NO_UTK);
        }
        boolean robot = !signals.server() && bots.refuses(signals.agent(), signals.automated());
        return robot ? new Standing.Unwelcome(Reason.BOT) : new Standing.Welcome(visitor);
    }

    /**
     * What the request says of consent; if it says nothing, what the site assumes, unless the visitor's last word was no.
     * This memory is for the requests that follow at once; it ends with the process.
     */
    private static boolean consents(Site site, @Nullable Boolean said, @Nullable VisitorState known) {
        return said != null ? said : site.consent() == Site.ConsentMode.ASSUMED && !(known != null && known.revoked());
    }

    private static QueuedEvent queued(EventCleaner.Cleaned.Fit fit, Shared shared) {
        Site site = shared.site();
        Visitor visitor = shared.visitor();
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
                shared.receipt(),
                shared.now());
    }
}
