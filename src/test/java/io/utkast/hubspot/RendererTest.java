package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.site.Dialect;
import io.utkast.site.EventMapping;
import io.utkast.site.Portal;
import io.utkast.support.QueuedEvents;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {
    private static final QueuedEvent PAGE_VIEW = QueuedEvents.pageView(1);
    private static final EventMapping FULL = new EventMapping(
            "1001",
            "ae77_page_view",
            Map.of("page_title", "{title}"),
            Map.of("source", "{url}"),
            new EventMapping.Iframe("Order", "{title}", "https://crm.example.com/?page={url}", 800, 600),
            "{props.plan}@example.com",
            "{props.scroll}");

    @Test
    void rendersWhatTheTimelineApiTakes() {
        TimelineEvent event = renderer(FULL).render(PAGE_VIEW);

        assertThat(new TimelineV3().request(List.of(event)))
                .isEqualTo(new EventRequest("integrators/timeline/v3/events", """
                        {"eventTemplateId":"1001","id":"%s","tokens":{"page_title":"Pricing"},\
                        "utk":"0123456789abcdef0123456789abcdef","domain":"www.example.com",\
                        "timestamp":"2026-11-23T08:59:59.120Z","extraData":{"source":"https://www.example.com/pricing"},\
                        "email":"pro@example.com","objectId":"80",\
                        "timelineIFrame":{"linkLabel":"Order","headerLabel":"Pricing",\
                        "url":"https://crm.example.com/?page=https%%3A%%2F%%2Fwww.example.com%%2Fpricing",\
                        "width":800,"height":600}}""".formatted(PAGE_VIEW.id())));
    }

    @Test
    void rendersWhatAppEventsTake() {
        Renderer renderer = renderer(Portals.acme(), Dialect.APP_EVENTS, FULL);
        EventRequest request = new AppEvents("2026-09")
                .request(List.of(renderer.render(PAGE_VIEW), renderer.render(QueuedEvents.pageView(2))));

        assertThat(request.path()).isEqualTo("integrators/timeline/2026-09/events/batch");
        assertThat(request.json())
                .startsWith("{\"inputs\":[{\"eventTypeName\":\"ae77_page_view\",\"id\":\"" + PAGE_VIEW.id()
                        + "\",\"properties\":{\"page_title\":\"Pricing\"},\"utk\":")
                .endsWith("\"height\":600}}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMELINE_V3, TIMELINE_V3, '', 1001",
        "TIMELINE_V3, TIMELINE_V3, ae77_view, 1001",
        "TIMELINE_V3, APP_EVENTS, ae77_view, ae77_view",
        "APP_EVENTS, APP_EVENTS, '', 1001",
        "APP_EVENTS, APP_EVENTS, ae77_view, ae77_view",
        "APP_EVENTS, TIMELINE_V3, ae77_view, 1001"
    })
    void namesTheTypeAsTheDialectDoes(Dialect spoken, Dialect written, String appEvent, String expected) {
        Portal portal = Portals.acme(URI.create("http://127.0.0.1:1"), spoken, null);
        EventMapping mapping =
                new EventMapping("1001", appEvent.isEmpty() ? null : appEvent, Map.of(), Map.of(), null, null, null);

        assertThat(renderer(portal, written, mapping).render(PAGE_VIEW).type()).isEqualTo(expected);
    }

    @Test
    void derivesNoNameForTheOtherDialect() {
        EventMapping mapping = new EventMapping("1001", Map.of(), Map.of());

        assertThat(renderer(Portals.acme(), Dialect.APP_EVENTS, mapping).obstacle(PAGE_VIEW))
                .contains("utkast.sites.shop.events.page_view.app-event is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {title}             | Pricing
                    {url}               | https://www.example.com/pricing
                    {type} of {site}    | page_view of shop
                    {id}                | page_view-00000001
                    {at}                | 1795424399120
                    {domain}            | www.example.com
                    {props.scroll} %    | 80 %
                    {props.ratio}       | 0.5
                    {props.plan}        | pro
                    {title}{referrer}   | Pricing
                    fixed               | fixed
                    {                   | {
                    """)
    void fillsPlaceholders(String text, String expected) {
        assertThat(TokenText.fill(text, PAGE_VIEW)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"{referrer}", "{props.missing} %", "{unknown}", "{referrer}{props.missing}"})
    void leavesOutWhatHasNoValueAtAll(String text) {
        assertThat(TokenText.fill(text, PAGE_VIEW)).isEmpty();
    }

    @Test
    void leavesOutTokensAndExtraDataWithoutValue() {
        EventMapping mapping = new EventMapping("1001", Map.of("from", "{referrer}"), Map.of("from", "{referrer}"));

        TimelineEvent event = renderer(mapping).render(PAGE_VIEW);

        assertThat(event.values()).isEmpty();
        assertThat(new TimelineV3().request(List.of(event)).json())
                .contains("\"tokens\":{}")
                .doesNotContain("extraData", "email", "objectId", "timelineIFrame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{props.plan}", "{props.plan}@", "{props.plan} @example.com", "{props.plan}@localhost", "@{url}"
            })
    void leavesAMalformedEmailOut(String text) {
        assertThat(CheckedText.email(text, PAGE_VIEW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{props.plan}", "x{props.scroll}", "{props.missing}", "{props.ratio}"})
    void leavesAnObjectIdThatIsNoNumberOut(String text) {
        assertThat(CheckedText.objectId(text, PAGE_VIEW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://www.example.com/",
        "'{referrer}', https://www.example.com/",
        "Order, '{referrer}'",
        "Order, '{props.plan}'",
        "Order, 'javascript:alert({props.scroll})'",
        "Order, 'https:{props.plan}'"
    })
    void leavesOutAFrameThatHubSpotWouldRefuse(String label, String url) {
        EventMapping mapping = new EventMapping(
                "1001", null, Map.of(), Map.of(), new EventMapping.Iframe(label, "Order", url, 1, 1), null, null);

        assertThat(renderer(mapping).render(PAGE_VIEW).iframe()).isNull();
    }

    @Test
    void takesAnAddressThatIsAValueAsItIs() {
        assertThat(CheckedText.address("{url}?plan={props.plan}", PAGE_VIEW))
                .contains("https://www.example.com/pricing?plan=pro");
    }

    @Test
    void showsNoVisitorInTexts() {
        TimelineEvent event = renderer(FULL).render(PAGE_VIEW);

        assertThat(event + " " + new TimelineV3().request(List.of(event)))
                .doesNotContain("pro@example.com", "0123456789abcdef");
    }

    @Test
    void namesTheKeyThatLeftTheConfiguration() {
        Renderer known = new Renderer(Portals.acme(), Dialect.TIMELINE_V3, Portals::find);
        Renderer noSite = new Renderer(Portals.acme(), Dialect.TIMELINE_V3, key -> Optional.empty());
        Portal other = new Portal(
                new PortalKey("other"),
                null,
                Portals.acme().api(),
                Portals.acme().app(),
                Portals.acme().credentials(),
                Portals.acme().install(),
                100,
                Portals.acme().linger(),
                Portals.acme().quota());

        assertThat(known.obstacle(PAGE_VIEW)).isEmpty();
        assertThat(known.obstacle(QueuedEvents.of(QueuedEvents.SIGN_UP, 1)))
                .contains("utkast.sites.shop.events.sign_up is not configured any more");
        assertThat(noSite.obstacle(PAGE_VIEW)).contains("utkast.sites.shop is not configured any more");
        assertThat(new Renderer(other, Dialect.TIMELINE_V3, Portals::find).obstacle(PAGE_VIEW))
                .contains("utkast.sites.shop.portal is not other any more");
    }

    private static Renderer renderer(EventMapping mapping) {
        return renderer(Portals.acme(), Dialect.TIMELINE_V3, mapping);
    }

    private static Renderer renderer(Portal portal, Dialect written, EventMapping mapping) {
        return new Renderer(portal, written, key -> Optional.of(Portals.shop(Map.of(QueuedEvents.PAGE_VIEW, mapping))));
    }
}
