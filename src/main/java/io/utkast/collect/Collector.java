package io.utkast.collect;

import io.utkast.admit.Admission;
import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.EventVerdict;
import io.utkast.admit.Limits;
import io.utkast.admit.Sender;
import io.utkast.admit.Signals;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Outbox;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Answers one collect request. The checks run in a fixed order: size, JSON, site, origin or key, enabled, limits, shape of
 * the envelope, each event, outbox. Nothing here blocks.
 */
public final class Collector {
    private static final Duration RETRY_FULL = Duration.ofSeconds(30);
    private static final Duration RETRY_UNAVAILABLE = Duration.ofSeconds(5);

    private final SiteLookup lookup;
    private final Admission admission;
    private final Consents consents;
    private final Intake intake;
    private final VerdictListener listener;
    private final CollectCounters counters;
    private final Supplier<Receipt> receipts;

    /** @param receipts makes a new receipt for each request */
    public Collector(
            SiteLookup lookup, Admission admission, Doors doors, CollectCounters counters, Supplier<Receipt> receipts) {
        this.lookup = lookup;
        this.admission = admission;
        consents = new Consents(doors.outbox().revocations());
        intake = new Intake(doors.duplicates(), doors.outbox());
        listener = doors.listener();
        this.counters = counters;
        this.receipts = receipts;
    }

    /** Where admitted events go: past the duplicate memory, into the outbox; and who hears of it. */
    public record Doors(DuplicateMemory duplicates, Outbox outbox, VerdictListener listener) {}

    CompletionStage<Answer> collect(Incoming incoming) {
        return switch (Body.decode(incoming.body(), incoming.contentEncoding())) {
            case Body.Decoded decoded -> read(incoming, decoded.bytes());
            case Body.TooLarge large ->
                turnedAway(ProblemCode.TOO_LARGE, "A body has at most " + Body.LARGEST + " bytes after decoding.");
            case Body.Broken broken ->
                turnedAway(ProblemCode.NOT_JSON, "The body is not gzip, though its header says so.");
            case Body.UnknownEncoding unknown ->
                turnedAway(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip or absent.");
        };
    }

    private CompletionStage<Answer> read(Incoming incoming, byte[] body) {
        Envelope envelope;
        try {
            envelope = EnvelopeReader.read(body);
        } catch (IOException e) {
            return turnedAway(ProblemCode.NOT_JSON, "The body must be one JSON object, nested at most 32 deep.");
        }
        if (envelope.candidates().size() > EnvelopeReader.MOST_EVENTS) {
            return turnedAway(
                    ProblemCode.TOO_LARGE, "A request has at most " + EnvelopeReader.MOST_EVENTS + " events.");
        }
        return admit(lookup.find(envelope, incoming), envelope, incoming);
    }

    /** The one event of a pixel. */
    CompletionStage<Answer> collect(Incoming incoming, Pixel pixel) {
        return admit(lookup.find(pixel), pixel.envelope(), incoming);
    }

    private CompletionStage<Answer> admit(SiteLookup.Found found, Envelope envelope, Incoming incoming) {
        return switch (found) {
            case SiteLookup.Found.Unknown unknown -> CompletableFuture.completedFuture(unknown.answer());
            case SiteLookup.Found.Closed closed -> turnedAway(closed.site(), closed.answer());
            case SiteLookup.Found.Known known ->
                admit(Sender.of(known.site(), signals(incoming, envelope, known.server())), envelope, incoming.loop());
        };
    }

    private static Signals signals(Incoming incoming, Envelope envelope, boolean server) {
        return new Signals(
                envelope.utk(),
                envelope.consent(),
                envelope.automated(),
                incoming.globalPrivacyControl(),
                incoming.doNotTrack(),
                incoming.cookies(),
                incoming.agent(),
                incoming.address(),
                server);
    }

    private CompletionStage<Answer> admit(Sender sender, Envelope envelope, Executor loop) {
        Site site = sender.site();
        if (!site.enabled()) {
            return turnedAway(
                    site, Answer.TurnedAway.of(ProblemCode.SITE_DISABLED, "The site is switched off: stop sending."));
        }
        int events = envelope.candidates().size();
        Optional<Limits.Over> over = admission.limit(sender, events);
        if (over.isPresent()) {
            counters.of(site.key()).rateLimited(Math.max(1, events));
            return CompletableFuture.completedFuture(new Answer.TurnedAway(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "Over the limit of the " + over.get().scope().name().toLowerCase(Locale.ROOT)
                            + "; nothing was taken.",
                    over.get().retryAfter()));
        }
        String fault = envelope.shapeFault();
        if (fault != null) {
            return turnedAway(site, Answer.TurnedAway.of(ProblemCode.BAD_ENVELOPE, fault));
        }
        admission.hear(sender);
        return consents.heed(sender.visitor(), envelope.consent())
                .thenCompose(trouble -> trouble.isPresent()
                        ? turnedAway(site, unavailable(trouble.get()))
                        : judge(sender, envelope, loop));
    }

    private CompletionStage<Answer> judge(Sender sender, Envelope envelope, Executor loop) {
        Receipt receipt = receipts.get();
        List<EventVerdict> verdicts =
                consents.obey(admission.judge(sender, envelope.candidates(), envelope.sentAt(), receipt));
        return take(
                new Handled(
                        sender.site(), sender.visitor(), receipt, envelope.candidates(), verdicts, new ArrayList<>()),
                envelope,
                loop);
    }

    private CompletionStage<Answer> take(Handled handled, Envelope envelope, Executor loop) {
        Site site = handled.site();
        List<EventVerdict> verdicts = handled.verdicts();
        List<QueuedEvent> admitted = new ArrayList<>(verdicts.size());
        List<Answer.RefusedEvent> refused = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            switch (verdicts.get(i)) {
                case EventVerdict.Admitted yes -> admitted.add(yes.event());
                case EventVerdict.Refused no -> refused.add(new Answer.RefusedEvent(i, no.reason()));
            }
        }
        return intake.take(admitted, loop, handled.stored()::addAll).thenApply(taken -> switch (taken) {
            case Intake.Taken.Refused none -> {
                counters.of(site.key()).turnedAway(ProblemCode.UNAVAILABLE);
                yield unavailable(none.why());
            }
            case Intake.Taken.Durable durable -> {
                count(site, envelope, durable, refused);
                listener.given(handled);
                yield new Answer.Understood(handled.receipt(), durable.accepted(), durable.duplicates(), refused);
            }
        });
    }

    private void count(Site site, Envelope envelope, Intake.Taken.Durable durable, List<Answer.RefusedEvent> refused) {
        SiteCounters own = counters.of(site.key());
        own.taken(durable.accepted(), durable.duplicates());
        refused.forEach(one -> own.refused(one.reason()));
        own.dropped(envelope.dropCounts());
    }

    private static Answer.TurnedAway unavailable(Appended why) {
        return switch (why) {
            case Appended.Full full ->
                new Answer.TurnedAway(
                        ProblemCode.UNAVAILABLE, full.key() + " is reached; nothing was taken.", RETRY_FULL);
            case Appended.Unavailable unavailable ->
                new Answer.TurnedAway(
                        ProblemCode.UNAVAILABLE, unavailable.why() + "; nothing was taken.", RETRY_UNAVAILABLE);
            case Appended.Stored stored -> throw new IllegalStateException("stored events are not refused");
        };
    }

    private CompletionStage<Answer> turnedAway(Site site, Answer.TurnedAway answer) {
        counters.of(site.key()).turnedAway(answer.code());
        return CompletableFuture.completedFuture(answer);
    }

    private static CompletionStage<Answer> turnedAway(ProblemCode code, String detail) {
        return CompletableFuture.completedFuture(Answer.TurnedAway.of(code, detail));
    }
}
