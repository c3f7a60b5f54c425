package io.utkast.admin.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admin.templates.TemplateAnswer.Done;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.Lanes;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.support.FakeOutbox;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.Sites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an apply does beside what it answers, and what it says of contradictions and refusals. */
class TemplateDeskTest {
    private static final String ALL = "/integrators/timeline/v3/77/event-templates";
    private static final String PAGE_VIEW = "utkast.sites.shop.events.page_view";
    private static final String THERE = "{\"results\":[{\"id\":\"1001\",\"name\":\"Page view\",\"tokens\":[]}]}";

    private final ScriptedServer server = new ScriptedServer();
    private final MutableClock clock = new MutableClock();
    private final FakeOutbox outbox = new FakeOutbox(clock);
    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.app-id", "77")
            .set("utkast.portals.acme.developer-key", "hush-key")
            .set(PAGE_VIEW + ".tokens.scroll", "{props.scroll}");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void triesHeldEventsAgainOnceSomethingWasApplied() {
        hold();
        server.on(ALL, Reply.json(200, THERE));
        server.on(ALL + "/1001/tokens", Reply.json(403, "{\"message\":\"not now\"}"), Reply.json(200, "{}"));

        assertThat(done(true)).singleElement().satisfies(refused -> {
            assertThat(refused.ok()).isFalse();
            assertThat(refused.text()).contains("cannot add token scroll", "not now");
        });
        assertThat(outbox.held()).isEqualTo(1);

        assertThat(done(true)).containsExactly(new Done(true, "added token scroll to template 1001"));
        assertThat(outbox.held()).isZero();
    }

    @Test
    void aPlanTriesNothing() {
        hold();
        server.on(ALL, Reply.json(200, THERE));

        assertThat(done(false)).isEmpty();

        assertThat(outbox.held()).isEqualTo(1);
    }

    @Test
    void asksNobodyAboutWishesThatContradictEachOther() {
        sites.set(PAGE_VIEW + ".template-name", "One")
                .set("utkast.sites.shop.events.other.template", "1001")
                .set("utkast.sites.shop.events.other.template-name", "Other");

        assertThat(desk().run(true).apps())
                .singleElement()
                .satisfies(app -> assertThat(app.error()).contains("both use template 1001"));
        assertThat(server.requests(ALL)).isEmpty();
    }

    private void hold() {
        outbox.append(QueuedEvents.pageViews(1));
        Lease lease =
                outbox.take(QueuedEvents.ACME, 1).toCompletableFuture().join().getFirst();
        outbox.settle(QueuedEvents.ACME, List.of(new Settlement.Held(lease, "no such token")));
    }

    private List<Done> done(boolean apply) {
        return desk().run(apply).apps().getFirst().done();
    }

    private TemplateDesk desk() {
        Destination nobody = new Destination() {
            @Override
            public Optional<String> obstacle(QueuedEvent event) {
                return Optional.empty();
            }

            @Override
            public Outcome send(List<Lease> batch) {
                return new Outcome.Delivered(Set.of(), QuotaSeen.NONE);
            }
        };
        LaneSettings settings = LaneSettings.of(
                QueuedEvents.ACME, 100, Duration.ZERO, new LaneSettings.Quota(110, Duration.ofSeconds(10), 0));
        Lane lane = Lane.of(settings, outbox, nobody, clock);
        return new TemplateDesk(sites.catalog(), sites.sitesConfig(), new Lanes(Map.of(QueuedEvents.ACME, lane)));
    }
}
