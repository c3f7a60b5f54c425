package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.SandboxConfig.BadBatch;
import io.utkast.sandbox.SandboxConfig.MissingField;
import io.utkast.sandbox.SandboxConfig.RepeatedId;
import io.utkast.sandbox.SandboxConfig.Stance;
import io.utkast.sandbox.SandboxConfig.TokenType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxConfigTest {
    @Test
    void isOffAndFollowsHubspotsNumbersByDefault() {
        SandboxConfig config = Configs.defaults();

        assertThat(config.enabled()).isFalse();
        assertThat(config.requests()).isEqualTo(110);
        assertThat(config.per()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.retryAfter()).isFalse();
        assertThat(config.maximum().events()).isEqualTo(250_000);
        assertThat(config.maximum().contacts()).isEqualTo(10_000);
        assertThat(config.maximum().orphans()).isEqualTo(50_000);
        assertThat(config.batchMaximum()).isEqualTo(100);
        assertThat(config.tokenLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.rotateRefreshTokens()).isFalse();
        assertThat(config.accounts()).isEmpty();
        assertThat(config.templates()).isEmpty();
    }

    @Test
    void takesTheReadingThatLosesLeastByDefault() {
        SandboxConfig.Rules rules = Configs.defaults().rules();

        assertThat(rules.missingId()).isEqualTo(Stance.ACCEPT);
        assertThat(rules.unknownToken()).isEqualTo(Stance.REFUSE);
        assertThat(rules.missingToken()).isEqualTo(Stance.ACCEPT);
        assertThat(rules.badTokenValue()).isEqualTo(Stance.REFUSE);
        assertThat(rules.unknownTemplateStatus()).isEqualTo(404);
        assertThat(rules.repeatedId()).isEqualTo(RepeatedId.LAST_WINS);
        assertThat(rules.linkUtkByEmail()).isFalse();
        assertThat(rules.badBatch()).isEqualTo(BadBatch.PARTIAL);
        assertThat(rules.missingField()).isEqualTo(MissingField.CANNOT_BUILD);
    }

    @Test
    void readsAccountsAndTemplates() {
        SandboxConfig config = Configs.with(Map.of(
                "accounts[0].hub-id", "9001",
                "accounts[0].client-id", "client",
                "accounts[0].client-secret", "secret",
                "accounts[0].refresh-token", "refresh",
                "templates.\"7\".name", "Plan chosen",
                "templates.\"7\".header-template", "Chose {{plan}}",
                "templates.\"7\".tokens.plan.type", "enumeration",
                "templates.\"7\".tokens.plan.options", "solo,studio"));

        Account account = Account.of(config.accounts()).getFirst();
        EventTemplate template = Templates.of(config.templates()).find("7").orElseThrow();

        assertThat(account.hubId()).isEqualTo(9001);
        assertThat(account.appId()).isEqualTo(77001);
        assertThat(account.scopes()).containsExactlyInAnyOrder("oauth", "timeline");
        assertThat(template.objectType()).isEqualTo("contacts");
        assertThat(template.tokens().get("plan"))
                .isEqualTo(new EventTemplate.Token(TokenType.ENUMERATION, "plan", List.of("solo", "studio")));
    }

    @Test
    void writesNoSecretIntoText() {
        assertThat(Account.demo().toString() + Account.demo().client()).doesNotContain("secret", "refresh");
    }
}
