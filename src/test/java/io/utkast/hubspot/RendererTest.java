package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.event.PortalKey;
import io.utkast.site.EventMapping;
import io.utkast.support.QueuedEvents;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    @Test
    void rendersWhatHubSpotTakes() throws Exception {
        Renderer renderer = new Renderer(QueuedEvents.ACME, Portals::find);

        String json = new ObjectMapper().writeValueAsString(renderer.render(QueuedEvents.pageView(1)));

        assertThat(json).isEqualTo("""
                {"eventTemplateId":"1001","id":"%s","tokens":{"page_title":"Pricing"},\
                "utk":"0123456789abcdef0123456789abcdef","domain":"www.example.com",\
                "timestamp":"2026-11-23T08:59:59.120Z","extraData":{"source":"https://www.example.com/pricing"}}""".formatted(QueuedEvents.pageView(1).id()));
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
        assertThat(TokenText.fill(text, QueuedEvents.pageView(1))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"{referrer}", "{props.missing} %", "{unknown}", "{referrer}{props.missing}"})
    void leavesOutWhatHasNoValueAtAll(String text) {
        assertThat(TokenText.fill(text, QueuedEvents.pageView(1))).isEmpty();
    }

    @Test
    void leavesOutTokensAndExtraDataWithoutValue() throws Exception {
        EventMapping mapping = new EventMapping("1001", Map.of("from", "{referrer}"), Map.of("from", "{referrer}"));
        Renderer renderer = new Renderer(
                QueuedEvents.ACME, key -> Optional.of(Portals.shop(Map.of(QueuedEvents.PAGE_VIEW, mapping))));

        TimelineEvent event = renderer.render(QueuedEvents.pageView(1));

        assertThat(event.tokens()).isEmpty();
        assertThat(new ObjectMapper().writeValueAsString(event))
                .contains("\"tokens\":{}")
                .doesNotContain("extraData");
    }

    @Test
    void namesTheKeyThatLeftTheConfiguration() {
        Renderer known = new Renderer(QueuedEvents.ACME, Portals::find);
        Renderer noSite = new Renderer(QueuedEvents.ACME, key -> Optional.empty());
        Renderer otherPortal = new Renderer(new PortalKey("other"), Portals::find);

        assertThat(known.obstacle(QueuedEvents.pageView(1))).isEmpty();
        assertThat(known.obstacle(QueuedEvents.of(QueuedEvents.SIGN_UP, 1)))
                .contains("utkast.sites.shop.events.sign_up is not configured any more");
        assertThat(noSite.obstacle(QueuedEvents.pageView(1))).contains("utkast.sites.shop is not configured any more");
        assertThat(otherPortal.obstacle(QueuedEvents.pageView(1)))
                .contains("utkast.sites.shop.portal is not other any more");
    }
}
