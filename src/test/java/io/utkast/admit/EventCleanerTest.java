package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.EventCleaner.Cleaned;
import io.utkast.event.BrowserEvent;
import io.utkast.event.Reason;
import io.utkast.site.Site;
import io.utkast.support.Sites;
import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCleanerTest {
    private static final Instant NOW = TestClock.START;
    private static final Site SHOP = Sites.shop();
    private static final Site WITH_LINKS = Sites.withShop()
            .set("utkast.sites.shop.events.outbound_link.template", "1004")
            .set("utkast.sites.shop.events.download.template", "1005")
            .site("shop");
    private static final String FACE = "\uD83D\uDE00";

    private final EventCleaner cleaner = new EventCleaner(Duration.ofDays(7), new SecureRandom());

    @ParameterizedTest
    @CsvSource({
        // sentAt relative to now in ms, skew in ms
        "0, 0",
        "5000, 0",
        "-5000, 0",
        "5001, -5001",
        "-5001, 5001",
        "-86400000, 86400000"
    })
    void skewOverFiveSecondsCounts(long sentAt, long skew) {
        assertThat(EventCleaner.skew(NOW.toEpochMilli() + sentAt, NOW)).isEqualTo(Duration.ofMillis(skew));
    }

    @Test
    void noSkewWithoutSentAt() {
        assertThat(EventCleaner.skew(null, NOW)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // at relative to now in ms, skew in ms, result relative to now in ms
        "-1000, 0, -1000",
        "0, 0, 0",
        "1, 0, 0",
        "999999999, 0, 0",
        "3599000, -3600000, -1000",
        "-3601000, 3600000, -1000",
        "-604800000, 0, -604800000"
    })
    void correctsTimeAndKeepsItOutOfTheFuture(long at, long skew, long result) {
        Cleaned cleaned = cleaner.clean(candidate(null, NOW.toEpochMilli() + at), SHOP, Duration.ofMillis(skew), NOW);

        assertThat(event(cleaned).at()).isEqualTo(NOW.plusMillis(result));
    }

    @Test
    void eventWithoutTimeHappensNow() {
        assertThat(event(cleaner.clean(candidate(null, null), SHOP, Duration.ZERO, NOW))
                        .at())
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"-604800001, 0", "0, -604800001", "-9000000000000, 0"})
    void refusesWhatIsOlderThanTheBound(long at, long skew) {
        Cleaned cleaned = cleaner.clean(
                candidate(null, Math.max(0, NOW.toEpochMilli() + at)), SHOP, Duration.ofMillis(skew), NOW);

        assertThat(cleaned).isEqualTo(new Cleaned.Unfit(Reason.TOO_OLD));
    }

    @Test
    void makesAnIdWhereTheSenderHasNone() {
        BrowserEvent one = event(cleaner.clean(candidate(null, null), SHOP, Duration.ZERO, NOW));
        BrowserEvent other = event(cleaner.clean(candidate(null, null), SHOP, Duration.ZERO, NOW));

        assertThat(one.id().value())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(other.id().value());
    }

    @Test
    void cutsTextsOnCodePoints() {
        Candidate candidate = new Candidate(
                null,
                "page_view",
                null,
                "https://www.example.com/" + FACE.repeat(3000),
                FACE.repeat(600),
                "https://r.example.net/" + "x".repeat(3000),
                Map.of("long", FACE.repeat(2000), "number", 7L, "yes", true),
                null);

        BrowserEvent event = event(cleaner.clean(candidate, SHOP, Duration.ZERO, NOW));

        assertThat(codePoints(event.url())).isEqualTo(2048);
        assertThat(codePoints(event.title())).isEqualTo(512);
        assertThat(codePoints(event.referrer())).isEqualTo(2048);
        assertThat(event.props()).containsEntry("number", 7L).containsEntry("yes", true);
        assertThat(codePoints((String) event.props().get("long"))).isEqualTo(1024);
    }

    @Test
    void cleanPropsAreTakenAsTheyAre() {
        Map<String, Object> props = Map.of("plan", "pro", "number", 7L, "ratio", 0.5, "yes", true);

        BrowserEvent event = event(cleaner.clean(withProps(props), SHOP, Duration.ZERO, NOW));

        assertThat(event.props()).isSameAs(props);
    }

    @Test
    void oneDirtyPropIsCleanedAndTheOthersStay() {
        Map<String, Object> props = Map.of("dirty", "a\0b", "plan", "pro", "number", 7L);

        BrowserEvent event = event(cleaner.clean(withProps(props), SHOP, Duration.ZERO, NOW));

        assertThat(event.props()).isEqualTo(Map.of("dirty", "ab", "plan", "pro", "number", 7L));
        assertThat(props).as("the sender's").containsEntry("dirty", "a\0b");
    }

    @Test
    void whatTheSenderLeavesOutIsLeftOut() {
        BrowserEvent event = event(cleaner.clean(candidate(null, null), SHOP, Duration.ZERO, NOW));

        assertThat(event.url()).isNull();
        assertThat(event.title()).isNull();
        assertThat(event.referrer()).isNull();
        assertThat(event.props()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/x, true",
        "https://shop.example.com/x, true",
        "http://www.example.com/x, true",
        "https://evil.com/x, false",
        "/relative, false",
        ", false"
    })
    void pageOfTheSiteIsToldFromOthers(@Nullable String url, boolean ofTheSite) {
        assertThat(Admission.isPageOf(SHOP, url)).isEqualTo(ofTheSite);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/x, www.example.com",
        "https://shop.example.com/x, shop.example.com",
        "https://SHOP.example.com/x, shop.example.com",
        "https://www.example.com:8443/x, www.example.com",
        "http://www.example.com/x, www.example.com",
        "https://evil.com/x, www.example.com",
        "https://www.example.com.evil.com/x, www.example.com",
        "https://evil.com\\@shop.example.com/x, www.example.com",
        "https://me@shop.example.com/x, shop.example.com",
        "javascript:alert(1), www.example.com",
        "/relative, www.example.com",
        ", www.example.com"
    })
    void domainIsThePagesHostIfItIsTheSites(@Nullable String url, String domain) {
        Cleaned cleaned = cleaner.clean(candidate(url, null), SHOP, Duration.ZERO, NOW);

        assertThat(((Cleaned.Fit) cleaned).domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "Page", "", "page view"})
    void badTypeIsBadEvent(String type) {
        Candidate candidate = new Candidate(null, type, null, null, null, null, Map.of(), null);

        assertThat(cleaner.clean(candidate, SHOP, Duration.ZERO, NOW)).isEqualTo(new Cleaned.Unfit(Reason.BAD_EVENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "with space", "semi;colon", "ÄÄÄÄÄÄÄÄ"})
    void badIdIsBadEvent(String id) {
        Candidate candidate = new Candidate(id, "page_view", null, null, null, null, Map.of(), null);

        assertThat(cleaner.clean(candidate, SHOP, Duration.ZERO, NOW)).isEqualTo(new Cleaned.Unfit(Reason.BAD_EVENT));
    }

    @Test
    void typeThatIsNotMappedIsUnknown() {
        Candidate candidate = new Candidate(null, "page_viewed", null, null, null, null, Map.of(), null);

        assertThat(cleaner.clean(candidate, SHOP, Duration.ZERO, NOW))
                .isEqualTo(new Cleaned.Unfit(Reason.UNKNOWN_TYPE));
    }

    @ParameterizedTest
    @CsvSource({
        "https://files.example.org/reset/a1b2c3d4e5f6a7b8c9d0e1, https://files.example.org/reset/*",
        "https://ann:secret@files.example.org/u/ann@example.com?key=1#top, https://files.example.org/u/*",
        "https://files.example.org/prices.pdf?utm_source=mail, https://files.example.org/prices.pdf?utm_source=mail"
    })
    void cleansWhereALinkLeadsAsAnAddress(String href, String clean) {
        for (String type : new String[] {"outbound_link", "download"}) {
            assertThat(propsOf(type, Map.of("href", href, "plan", href)))
                    .isEqualTo(Map.of("href", clean, "plan", href));
        }
    }

    @Test
    void keepsWhatTheSiteItselfCallsHref() {
        Map<String, Object> props = Map.of("href", "/plans?plan=pro#top");

        assertThat(propsOf("page_view", props)).isEqualTo(props);
    }

    @Test
    void cutsWhereALinkLeadsLikeAnyProp() {
        String href = "https://files.example.org/" + "long/".repeat(300);

        assertThat(propsOf("download", Map.of("href", href))).isEqualTo(Map.of("href", href.substring(0, 1024)));
    }

    private Map<String, Object> propsOf(String type, Map<String, Object> props) {
        Candidate candidate = new Candidate(null, type, null, null, null, null, props, null);
        return event(cleaner.clean(candidate, WITH_LINKS, Duration.ZERO, NOW)).props();
    }

    private static Candidate withProps(Map<String, Object> props) {
        return new Candidate(null, "page_view", null, null, null, null, props, null);
    }

    private static Candidate candidate(@Nullable String url, @Nullable Long at) {
        return new Candidate(null, "page_view", at, url, null, null, Map.of(), null);
    }

    private static BrowserEvent event(Cleaned cleaned) {
        return ((Cleaned.Fit) cleaned).event();
    }

    private static int codePoints(@Nullable String text) {
        return text == null ? -1 : text.codePointCount(0, text.length());
    }
}
