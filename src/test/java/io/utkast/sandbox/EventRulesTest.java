package io.utkast.sandbox;

import static io.utkast.sandbox.Events.PAGE_VIEW;
import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.Events.incoming;
import static io.utkast.sandbox.Events.utk;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.EventTemplate.Wording;
import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.SandboxConfig.TokenType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRulesTest {
    private final EventRules rules = new EventRules(Configs.knobs());

    @Test
    void acceptsAnEventThatFitsItsTemplate() {
        assertThat(texts(incoming(null, utk(UTK), Map.of("page_title", "Home", "scroll", "80")), PAGE_VIEW))
                .isEmpty();
    }

    @Test
    void refusesATokenThatTheTemplateDoesNotHave() {
        assertThat(problems(Map.of("colour", "red")))
                .containsExactly("Token 'colour' does not exist on event template 1001");
    }

    @ParameterizedTest
    @CsvSource({
        "number, 12, true", "number, -1.5e3, true", "number, twelve, false", "number, '', false",
        "date, 1790000000000, true", "date, 2026-11-23, false", "enumeration, solo, true", "enumeration, duo, false",
        "string, anything, true"
    })
    void comparesValuesWithTheirType(String type, String value, boolean fits) {
        TokenType kind = TokenType.valueOf(type.toUpperCase(java.util.Locale.ROOT));
        EventTemplate template = new EventTemplate(
                "1001", "T", "contacts", new Wording("", ""), Map.of("t", new Token(kind, "T", List.of("solo"))));

        assertThat(texts(incoming("a", utk(UTK), Map.of("t", value)), template).isEmpty())
                .isEqualTo(fits);
    }

    @Test
    void measuresSizesInBytes() {
        assertThat(texts(incoming("å".repeat(250), utk(UTK), Map.of()), PAGE_VIEW))
                .isEmpty();
        assertThat(texts(incoming("å".repeat(251), utk(UTK), Map.of()), PAGE_VIEW))
                .containsExactly("id is over 500 bytes");
        assertThat(problems(Map.of("page_title", "x".repeat(510 * 1024)))).isEmpty();
        assertThat(problems(Map.of("page_title", "x".repeat(510 * 1024 + 1))))
                .containsExactly("Token 'page_title' is over 510 KB");
        assertThat(problems(Map.of(
                        "page_title", "x".repeat(500 * 1024),
                        "page_url", "x".repeat(500 * 1024),
                        "scroll", "1".repeat(100 * 1024))))
                .containsExactly("The event is over 1 MB");
    }

    @Test
    void wantsAnIdentityAndAnEmailThatIsOne() {
        assertThat(texts(incoming("a", new Identity(null, null, null), Map.of()), PAGE_VIEW))
                .containsExactly("One of objectId, utk or email is required");
        assertThat(texts(incoming("a", new Identity(null, UTK, "ada@"), Map.of()), PAGE_VIEW))
                .containsExactly("email is not a valid e-mail address");
    }

    @Test
    void wantsAnObjectIdForOtherObjectsThanContacts() {
        EventTemplate deals = new EventTemplate("1001", "T", "deals", new Wording("", ""), Map.of());

        assertThat(texts(incoming("a", utk(UTK), Map.of()), deals))
                .containsExactly("objectId is required for object type deals");
    }

    @Test
    void followsItsKnobs() {
        EventRules turned = new EventRules(new Knobs(Configs.with(Map.of(
                "rules.missing-id", "refuse",
                "rules.unknown-token", "accept",
                "rules.missing-token", "refuse",
                "rules.bad-token-value", "accept"))));

        assertThat(texts(
                        turned,
                        incoming(null, utk(UTK), Map.of("colour", "red", "scroll", "far", "page_url", "/")),
                        PAGE_VIEW))
                .containsExactly("id is required", "Token 'page_title' is missing");
    }

    private List<String> problems(Map<String, String> tokens) {
        return texts(incoming("a", utk(UTK), tokens), PAGE_VIEW);
    }

    private List<String> texts(IncomingEvent event, EventTemplate template) {
        return texts(rules, event, template);
    }

    private static List<String> texts(EventRules rules, IncomingEvent event, EventTemplate template) {
        return rules.problems(event, template).stream()
                .map(Refusal.Problem::text)
                .toList();
    }
}
