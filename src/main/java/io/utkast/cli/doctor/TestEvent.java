package io.utkast.cli.doctor;

import io.utkast.deliver.Outcome;
import io.utkast.event.BrowserEvent;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.hubspot.PortalProbe;
import io.utkast.hubspot.PortalProbe.TokenUse;
import io.utkast.site.EventMapping;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One event of a visitor that nobody is, sent as a lane would send it; it cannot be deleted at HubSpot. */
final class TestEvent {
    private static final String CHECK = "test event";
    private static final String PREFERRED = "page_view";
    private static final int UTK_BYTES = 16;
    private static final int OK = 200;

    private final Site site;
    private final EventMapping mapping;
    private final QueuedEvent event;

    private TestEvent(Site site, EventType type, EventMapping mapping, Clock clock, RandomGenerator random) {
        this.site = site;
        this.mapping = mapping;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] bytes = new byte[UTK_BYTES];
        random.nextBytes(bytes);
        Utk utk = new Utk(HexFormat.of().formatHex(bytes));
        EventId id = new EventId("doctor-" + now.toEpochMilli());
        BrowserEvent seen = new BrowserEvent(
                id, type, now, "https://" + site.domain() + "/", "Test by utkast doctor", null, Map.of());
        this.event = new QueuedEvent(
                DeliveryId.of(site.portal().idPrefix(), site.key(), utk, id),
                site.portal().key(),
                site.key(),
                new Visitor(site.domain(), utk),
                site.domain(),
                seen,
                new Receipt("doctor"),
                now);
    }

    /** An event of the first site that has a fitting one, a page view if possible; empty if no site has. */
    static Optional<TestEvent> of(List<Site> sites, Clock clock, RandomGenerator random) {
        return sites.stream()
                .sorted(Comparator.comparing(site -> site.key().value()))
                .flatMap(site -> type(site).map(type -> of(site, type, clock, random)).stream())
                .findFirst();
    }

    /** One whose mapping names no contact: else the test would stand on somebody's timeline for good. */
    private static Optional<EventType> type(Site site) {
        return site.events().entrySet().stream()
                .filter(event ->
                        event.getValue().email() == null && event.getValue().objectId() == null)
                .map(Map.Entry::getKey)
                .min(Comparator.comparing((EventType type) -> !type.value().equals(PREFERRED))
                        .thenComparing(EventType::value));
    }

    static Finding impossible(String portal) {
        return Finding.skipped(
                CHECK,
                portal,
                "every event type names a contact by email or object-id",
                "no test event is sent, since it would stand on that contact for good");
    }

    private static TestEvent of(Site site, EventType type, Clock clock, RandomGenerator random) {
        EventMapping mapping = site.events().get(type);
        if (mapping == null) {
            throw new IllegalArgumentException("no mapping for " + type);
        }
        return new TestEvent(site, type, mapping, clock, random);
    }

    void send(PortalProbe probe, Secret accessToken, Consumer<Finding> report) {
        String subject = site.portal().key().value();
        String what = event.event().type() + " of site " + site.key() + " by template " + mapping.template();
        switch (probe.send(event)) {
            case Outcome.Delivered _, Outcome.Partly _, Outcome.AlreadyThere _ -> {
                report.accept(Finding.ok(CHECK, subject, what + ": HubSpot took it as " + event.id()));
                readBack(probe, accessToken, report, subject);
            }
            case Outcome.Refused(var cause, var _) ->
                report.accept(Finding.failure(
                        CHECK,
                        subject,
                        what + ": HubSpot answered " + cause.status() + ": " + cause.message(),
                        "compare utkast.sites." + site.key() + ".events."
                                + event.event().type() + " with the template: templates plan does"));
            case Outcome.Misdirected(String why, var _) ->
                report.accept(Finding.failure(
                        CHECK,
                        subject,
                        what + ": " + why,
                        "correct utkast.sites." + site.key() + ".events."
                                + event.event().type() + ".template, or make the template: templates plan shows it"));
            case Outcome.Unauthorized(String why, var _) ->
                report.accept(Finding.failure(CHECK, subject, why, "see the rows above"));
            case Outcome.TryLater(var _, var _, String why, var _) ->
                report.accept(Finding.failure(CHECK, subject, why, "try again later"));
            case Outcome.SplitAndRetry(String why, var _) ->
                report.accept(Finding.failure(CHECK, subject, why, "shorten the texts of the mapping"));
        }
    }

    private void readBack(PortalProbe probe, Secret accessToken, Consumer<Finding> report, String subject) {
        Optional<TokenUse> read = probe.readBack(event, mapping.template(), accessToken);
        report.accept(read.map(use -> use.status() == OK
                        ? Finding.ok(
                                "read back", subject, "HubSpot has it; it stands on no contact, as nobody has its utk")
                        : Finding.warning(
                                "read back",
                                subject,
                                use.status() == 0 ? use.why() : "HubSpot answered " + use.status() + ": " + use.why(),
                                "HubSpot took it, so try again later, or look at the app's events in HubSpot"))
                .orElseGet(() -> Finding.skipped(
                        "read back",
                        subject,
                        "app events cannot be read back",
                        "look at the app's events in HubSpot")));
    }
}
