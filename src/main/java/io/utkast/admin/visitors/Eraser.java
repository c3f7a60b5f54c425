package io.utkast.admin.visitors;

import io.utkast.admin.Parameters;
import io.utkast.admin.receipts.Trail;
import io.utkast.admit.Visitors;
import io.utkast.event.Visitor;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Revocations.Revoked;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Removes all that the gateway keeps of a visitor. */
@Singleton
class Eraser {
    private static final String TOMBSTONE =
            "laid: events of this visitor are refused as no-consent, retries and replays"
                    + " too, until a request says consent: true";
    private static final String HUBSPOT = "HubSpot: what was delivered before. A timeline event cannot be deleted by"
            + " itself; it goes with its contact (delete the contact permanently, as for a GDPR request), or with its"
            + " event template, which removes that template's events of all contacts";
    private static final String DUPLICATES =
            "the duplicate memory: hashes from which nobody can be found, until" + " utkast.duplicates.keep is over";

    private final Revocations revocations;
    private final Visitors visitors;
    private final Trail trail;
    private final Catalog catalog;

    Eraser(Outbox outbox, Visitors visitors, Trail trail, Catalog catalog) {
        revocations = outbox.revocations();
        this.visitors = visitors;
        this.trail = trail;
        this.catalog = catalog;
    }

    CompletionStage<EraseAnswer> erase(Visitor visitor) {
        return revocations.revoke(visitor).thenApply(revoked -> switch (revoked) {
            case Revoked.Done done -> forget(visitor, done);
            case Revoked.Unavailable unavailable ->
                throw Parameters.problem(ProblemCode.UNAVAILABLE, "Not erased: " + unavailable.why() + ". Try again.");
        });
    }

    private EraseAnswer forget(Visitor visitor, Revoked.Done done) {
        boolean known = visitors.counts(visitor).isPresent();
        visitors.forget(visitor);
        Trail.Forgotten forgotten = trail.forget(visitor);
        EraseAnswer.Removed removed = new EraseAnswer.Removed(
                done.queued().size(), done.deadLetters(), known, forgotten.receipts(), forgotten.lines());
        return new EraseAnswer(visitor.utk().prefix(), visitor.domain(), removed, TOMBSTONE, remains(visitor, done));
    }

    private List<String> remains(Visitor visitor, Revoked.Done done) {
        List<String> remains = new ArrayList<>();
        remains.add(HUBSPOT);
        remains.add(DUPLICATES);
        if (done.leased() > 0) {
            remains.add(done.leased() + " events that a lane is sending at this moment: they may still reach HubSpot,"
                    + " and are removed here as they end");
        }
        if (catalog.sites().stream().noneMatch(site -> site.domain().equals(visitor.domain()))) {
            remains.add("perhaps all: no site has the domain " + visitor.domain() + "; visitors are kept by their"
                    + " site's domain: "
                    + catalog.sites().stream()
                            .map(site -> site.domain())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return remains;
    }
}
