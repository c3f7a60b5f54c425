package io.utkast.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.site.MappingCheck.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingCheckTest {
    private static final String KEY = "utkast.sites.shop.events.page_view";
    private static final Set<String> PLANS = Set.of("free", "pro");

    @ParameterizedTest
    @CsvSource({
        "STRING, anything",
        "STRING, {title}",
        "NUMBER, {props.scroll}",
        "NUMBER, {at}",
        "NUMBER, -4.5",
        "DATE, {at}",
        "DATE, {props.when}",
        "DATE, 1795424399120",
        "ENUMERATION, pro",
        "ENUMERATION, {props.plan}"
    })
    void findsNothingAgainstWhatMayFit(TokenType type, String text) {
        assertThat(check(text).against(Map.of("value", new Token(type, PLANS)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, {title}, is a number",
        "NUMBER, {props.scroll} %, is a number",
        "NUMBER, {props.a}{props.b}, is a number",
        "NUMBER, many, is a number",
        "DATE, {url}, epoch milliseconds",
        "DATE, 2026-11-23, epoch milliseconds",
        "ENUMERATION, gold, '[free, pro]'"
    })
    void namesTheTokenWhoseTextNeverFits(TokenType type, String text, String problem) {
        List<ConfigFault> findings = check(text).against(Map.of("value", new Token(type, PLANS)));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo(KEY + ".tokens.value");
            assertThat(finding.message()).contains(problem);
        });
    }

    @Test
    void namesTheTokenThatTheTemplateDoesNotHave() {
        Token text = new Token(TokenType.STRING, Set.of());

        assertThat(check("x").against(Map.of("title", text, "path", text)))
                .containsExactly(new ConfigFault(
                        KEY + ".tokens.value", "template 1001 declares no token value; declared: path, title"));
        assertThat(check("x").against(Map.of()))
                .containsExactly(new ConfigFault(
                        KEY + ".tokens.value", "template 1001 declares no token value; declared: none"));
    }

    @Test
    void namesTheTemplateThatIsMissing() {
        assertThat(check("x").missingTemplate())
                .isEqualTo(new ConfigFault(KEY + ".template", "HubSpot has no event template '1001'"));
    }

    private static MappingCheck check(String text) {
        return new MappingCheck(KEY, new EventMapping("1001", Map.of("value", text), Map.of()));
    }
}
