package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.EventTemplate.Wording;
import io.utkast.sandbox.Renderer.Rendered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {
    @Test
    void rendersTheDemosPageView() {
        Rendered rendered = render(
                Events.PAGE_VIEW,
                Map.of(
                        "page_title",
                        "Pricing – plans",
                        "page_url",
                        "https://www.example.com/a_b?c=1&d=2",
                        "scroll",
                        "80"));

        assertThat(rendered.header()).isEqualTo("Viewed <strong>Pricing – plans</strong>");
        assertThat(rendered.detail())
                .contains(
                        "href=\"https://www.example.com/a_b?c=1&amp;d=2\"", ">https://www.example.com/a_b?c=1&amp;d=2<")
                .contains("rel=\"noopener noreferrer nofollow\"", "Scrolled 80 % of the page.");
    }

    @Test
    void leavesOutWhatWasNotSent() {
        Rendered rendered = render(Events.PAGE_VIEW, Map.of());

        assertThat(rendered.header()).isEqualTo("Viewed <strong>a page</strong>");
        assertThat(rendered.detail().strip()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[x](javascript:alert(1))",
                "![x](https://evil.example/p.png)",
                "[x](https://evil.example)",
                "&lt;b&gt;",
                "**bold**",
                "# big",
                "\"><svg onload=alert(1)>",
                "</strong><b>",
                "{{page_url}}",
                "`code`",
                "1. list",
                "\u0000\n\n    code"
            })
    void showsAVisitorsValueAsItIsAndNeverAsMarkup(String value) {
        Rendered rendered = render(Events.PAGE_VIEW, Map.of("page_title", value, "page_url", value));

        String shown = value.replaceAll("[\\s\u0000]+", " ").strip();
        assertThat(text(rendered.header())).isEqualTo("Viewed %s", shown);
        assertThat(rendered.header()).matches("Viewed <strong>[^<>]*</strong>");
        assertThat(rendered.detail()).doesNotContain("javascript:alert(1)\"", "<img", "<script", "<svg", "<code>");
    }

    @Test
    void followsNoScriptAddress() {
        Rendered rendered = render(Events.PAGE_VIEW, Map.of("page_url", "javascript:alert(1)"));

        assertThat(rendered.detail()).contains("<a>javascript:alert(1)</a>").doesNotContain("href");
    }

    @Test
    void allowsNoMarkupInUnescapedValuesEither() {
        Rendered rendered = render(template("{{{t}}}", "{{{t}}}"), Map.of("t", "<b>x</b> [y](javascript:alert(1))"));

        assertThat(rendered.header()).doesNotContain("<b>", "javascript:");
    }

    @Test
    void knowsFormatDate() {
        Rendered rendered = render(template("{{#formatDate timestamp}}{{/formatDate}}", ""), Map.of());

        assertThat(rendered.header()).isEqualTo("23 Nov 2026, 09:15 UTC");
    }

    @Test
    void looksIntoNoJavaObject() {
        assertThat(render(template("{{t.class.name}}{{t.bytes}}", ""), Map.of("t", "x"))
                        .header())
                .isEmpty();
    }

    private static EventTemplate template(String header, String detail) {
        return new EventTemplate("7", "T", "contacts", new Wording(header, detail), Map.of("t", Token.text("T")));
    }

    private static Rendered render(EventTemplate template, Map<String, String> tokens) {
        return new Renderer(new Templates(List.of(template))).render(Events.stored(template, tokens));
    }

    /** What a browser would show of the HTML. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .strip();
    }
}
