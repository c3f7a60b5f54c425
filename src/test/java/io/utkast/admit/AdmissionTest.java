package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.site.Catalog;
import io.utkast.site.Site;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order of the rules, and what an admitted event is made of. */
class AdmissionTest {
    private static final String UTK = "3f2a9c0d1e4b5a697887766554433221";
    private static final String OTHER = "3f2a9c0d1e4b5a697887766554433222";
    private static final Receipt RECEIPT = new Receipt("r-1");
    private static final byte[] HOME = {10, 0, 0, 1};
    private static final Candidate VIEW =
            new Candidate("event-0001", "page_view", null, null, null, null, Map.of(), null);

    private static final Catalog CATALOG = Sites.withShop()
            .add("blog", "www.example.com", "https://blog.example.net")
            .set("utkast.sites.blog.consent", "required")
            .set("utkast.sites.blog.honour-dnt", "true")
            .catalog();
    private static final Site SHOP = CATALOG.site("shop").orElseThrow();
    private static final Site BLOG = CATALOG.site("blog").orElseThrow();

    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00.123456789Z"));
    private final Visitors visitors = new Visitors(1000, new SecureRandom(), clock.ticker());

    @Test
    void firstReasonOfAllWins() {
        Admission admission = admission(Map.of());

        assertThat(reasons(admission, SHOP, signals("bad", false, true, true))).containsExactly(Reason.OPTED_OUT);
        assertThat(reasons(admission, SHOP, signals("bad", false, true, false))).containsExactly(Reason.NO_CONSENT);
        assertThat(reasons(admission, SHOP, signals("bad", true, true, false))).containsExactly(Reason.BAD_UTK);
        assertThat(reasons(admission, SHOP, signals(null, true, true, false))).containsExactly(Reason.NO_UTK);
        assertThat(reasons(admission, SHOP, signals(UTK, true, true, false))).containsExactly(Reason.BOT);
        assertThat(reasons(admission, SHOP, signals(UTK, true, false, false))).isEmpty();
    }

    @Test
    void absentConsentMeansWhatTheSiteSays() {
        Admission admission = admission(Map.of());

        assertThat(reasons(admission, SHOP, signals(UTK, null, false, false))).isEmpty();
        assertThat(reasons(admission, BLOG, signals(UTK, null, false, false))).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void dntCountsWhereTheSiteHonoursIt() {
        Admission admission = admission(Map.of());
        Signals dnt = new Signals(UTK, true, false, false, true, null, Agent.SILENT, HOME, false);

        assertThat(reasons(admission, SHOP, dnt)).isEmpty();
        assertThat(reasons(admission, BLOG, dnt)).containsExactly(Reason.OPTED_OUT);
    }

    @Test
    void admittedEventCarriesIdVisitorDomainAndReceipt() {
        Signals signals = signals(UTK.toUpperCase(Locale.ROOT), true, false, false);
        Candidate view =
                new Candidate("event-0001", "page_view", null, "https://shop.example.com/", null, null, Map.of(), null);

        EventVerdict verdict = admission(Map.of())
                .judge(Sender.of(SHOP, signals), List.of(view), null, RECEIPT)
                .getFirst();

        assertThat(verdict).isInstanceOfSatisfying(EventVerdict.Admitted.class, admitted -> {
            assertThat(admitted.event().id().value()).startsWith("4242:shop:");
            assertThat(admitted.event().visitor().domain()).isEqualTo("www.example.com");
            assertThat(admitted.event().visitor().utk().value()).isEqualTo(UTK);
            assertThat(admitted.event().domain()).isEqualTo("shop.example.com");
            assertThat(admitted.event().receipt()).isEqualTo(RECEIPT);
            // What is stored has milliseconds: what is queued must not differ from it.
            assertThat(admitted.event().acceptedAt()).isEqualTo(Instant.parse("2026-11-23T12:00:00.123Z"));
            assertThat(admitted.event().event().at()).isEqualTo(Instant.parse("2026-11-23T12:00:00.123Z"));
        });
    }

    @Test
    void whoSaysSomethingOfConsentIsCountedFromTheFirstEvent() {
        Sender sender = Sender.of(SHOP, signals(UTK, true, false, false));

        admission(Map.of()).judge(sender, List.of(VIEW), null, RECEIPT);

        assertThat(visitors.counts(new Visitor("www.example.com", new Utk(UTK))))
                .contains(new Visitors.Counts(1, 0));
        assertThat(visitors.size()).isEqualTo(1);
    }

    @Test
    void verdictsStandInTheOrderOfTheEvents() {
        Candidate unknown = new Candidate("event-0002", "unknown", null, null, null, null, Map.of(), null);

        List<EventVerdict> verdicts = admission(Map.of())
                .judge(
                        Sender.of(SHOP, signals(UTK, null, false, false)),
                        List.of(unknown, VIEW, unknown),
                        null,
                        RECEIPT);

        assertThat(verdicts)
                .hasExactlyElementsOfTypes(
                        EventVerdict.Refused.class, EventVerdict.Admitted.class, EventVerdict.Refused.class);
    }

    @Test
    void sitesOfOneDomainHaveLimitsOfTheirOwn() {
        Admission admission = admission(Map.of("utkast.limits.site.events", "2", "utkast.limits.site.per", "PT1M"));

        assertThat(admission.limit(Sender.of(SHOP, signals(null, null, false, false)), 2))
                .isEmpty();

        assertThat(admission.limit(Sender.of(SHOP, signals(null, null, false, false)), 1))
                .isPresent();
        assertThat(admission.limit(Sender.of(BLOG, signals(null, null, false, false)), 2))
                .isEmpty();
    }

    @Test
    void emptyRequestCostsAsMuchAsOneEvent() {
        Admission admission = admission(Map.of("utkast.limits.visitor.events", "1"));

        assertThat(admission.limit(Sender.of(SHOP, signals(UTK, null, false, false)), 0))
                .isEmpty();
        assertThat(admission.limit(Sender.of(SHOP, signals(UTK, null, false, false)), 0))
                .contains(new Limits.Over(Limits.Scope.VISITOR, Duration.ofMinutes(1)));
    }

    @Test
    void limitsAddressOfBrowsersButNotOfTheSitesOwnServer() {
        Admission admission = admission(Map.of("utkast.limits.address.events", "1"));

        for (int i = 0; i < 3; i++) {
            assertThat(admission.limit(Sender.of(SHOP, server(HOME)), 50)).isEmpty();
        }
        assertThat(admission.limit(Sender.of(SHOP, signals(null, null, false, false)), 1))
                .isEmpty();
        assertThat(admission.limit(Sender.of(SHOP, signals(null, null, false, false)), 1))
                .hasValueSatisfying(over -> assertThat(over.scope()).isEqualTo(Limits.Scope.ADDRESS));
    }

    @Test
    void requestWithoutAddressIsNotLimitedByOne() {
        Admission admission = admission(Map.of("utkast.limits.address.events", "1"));
        Signals socket = new Signals(null, null, false, false, false, null, Agent.SILENT, new byte[0], false);

        for (int i = 0; i < 3; i++) {
            assertThat(admission.limit(Sender.of(SHOP, socket), 50)).isEmpty();
        }
    }

    @Test
    void revocationHoldsForWhatSaysNothingUntilItIsLifted() {
        Admission admission = admission(Map.of());

        assertThat(reasons(admission, SHOP, signals(UTK, false, false, false))).containsExactly(Reason.NO_CONSENT);
        assertThat(reasons(admission, SHOP, signals(UTK, null, false, false))).containsExactly(Reason.NO_CONSENT);
        assertThat(reasons(admission, SHOP, signals(OTHER, null, false, false))).isEmpty();
        assertThat(reasons(admission, SHOP, signals(UTK, true, false, false))).isEmpty();
        assertThat(reasons(admission, SHOP, signals(UTK, null, false, false))).isEmpty();
    }

    @Test
    void revocationIsHeardThoughTheVisitorOptsOutToo() {
        Admission admission = admission(Map.of());

        assertThat(reasons(admission, SHOP, signals(UTK, false, false, true))).containsExactly(Reason.OPTED_OUT);
        assertThat(reasons(admission, SHOP, signals(UTK, null, false, false))).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void consentGivenOnceDoesNotStandForSilenceWhereItIsRequired() {
        Admission admission = admission(Map.of());

        assertThat(reasons(admission, BLOG, signals(UTK, true, false, false))).isEmpty();
        assertThat(reasons(admission, BLOG, signals(UTK, null, false, false))).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void countsWhatBecameOfTheVisitorsEvents() {
        Admission admission = admission(Map.of());
        Candidate unknown = new Candidate("event-0002", "unknown", null, null, null, null, Map.of(), null);
        Visitor visitor = new Visitor("www.example.com", new Utk(UTK));
        assertThat(visitors.counts(visitor)).isEmpty();

        for (int i = 0; i < 3; i++) {
            Signals signals = signals(UTK, null, false, false);
            admission.limit(Sender.of(SHOP, signals), 3);
            admission.judge(Sender.of(SHOP, signals), List.of(unknown, VIEW, VIEW), null, RECEIPT);
        }
        assertThat(visitors.counts(visitor)).contains(new Visitors.Counts(6, 3));

        visitors.of(visitor).consent(false);
        visitors.of(visitor).count(100_000, 100_000);
        assertThat(visitors.counts(visitor)).contains(new Visitors.Counts(32_767, 32_767));
        assertThat(visitors.of(visitor).revoked()).isTrue();
        visitors.forget(visitor);
        assertThat(visitors.counts(visitor)).isEmpty();
    }

    private static List<Reason> reasons(Admission admission, Site site, Signals signals) {
        Sender sender = Sender.of(site, signals);
        admission.hear(sender);
        return admission.judge(sender, List.of(VIEW), null, RECEIPT).stream()
                .filter(EventVerdict.Refused.class::isInstance)
                .map(verdict -> ((EventVerdict.Refused) verdict).reason())
                .toList();
    }

    private static Signals signals(
            @Nullable String utk, @Nullable Boolean consent, boolean automated, boolean globalPrivacyControl) {
        return new Signals(utk, consent, automated, globalPrivacyControl, false, null, Agent.SILENT, HOME, false);
    }

    private static Signals server(byte[] address) {
        return new Signals(null, null, false, false, false, null, Agent.SILENT, address, true);
    }

    private Admission admission(Map<String, String> limits) {
        return new Admission(
                new Admission.Senders(
                        new Limits(
                                Settings.read(LimitsConfig.class, limits),
                                visitors,
                                new SecureRandom(),
                                clock.ticker()),
                        visitors,
                        new BotRules(Settings.defaults(BotsConfig.class))),
                Duration.ofDays(7),
                new SecureRandom(),
                clock);
    }
}
