package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.sandbox.SandboxConfig.Approval;
import io.utkast.sandbox.SandboxConfig.BadBatch;
import io.utkast.sandbox.SandboxConfig.MissingField;
import io.utkast.sandbox.SandboxConfig.MissingProperty;
import io.utkast.sandbox.SandboxConfig.RepeatedId;
import io.utkast.sandbox.SandboxConfig.Stance;
import io.utkast.sandbox.SandboxConfig.TemplateAuth;
import io.utkast.sandbox.SandboxConfig.TokenType;
import io.utkast.sandbox.SandboxConfig.UnknownBearer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(config.maximum().allEvents()).isEqualTo(500_000);
        assertThat(config.batchMaximum()).isEqualTo(100);
        assertThat(config.rateHeaders()).isTrue();
        assertThat(config.appEventsVersions()).containsExactly("v4", "2026-03", "2026-09");
        assertThat(config.appEventsBatchMaximum()).isEqualTo(500);
        assertThat(config.visibleAfter()).isEqualTo(Duration.ZERO);
        assertThat(config.oauthVersions()).containsExactly("v1", "v3", "2026-03", "2026-09");
        assertThat(config.approve()).isEqualTo(Approval.ASK);
        assertThat(config.developerKey()).isEqualTo("demo-developer-key");
        assertThat(config.contactProperties()).contains("firstname", "company");
        assertThat(config.moreAccounts()).isZero();
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
        assertThat(rules.crmAlias()).isEqualTo(Stance.ACCEPT);
        assertThat(rules.orphanStatus()).isEqualTo(201);
        assertThat(rules.batchStatus()).isEqualTo(201);
        assertThat(rules.appEventStatus()).isEqualTo(201);
        assertThat(rules.missingProperty()).isEqualTo(MissingProperty.IGNORE);
        assertThat(rules.oauthV1Ends()).isTrue();
        assertThat(rules.unknownBearer()).isEqualTo(UnknownBearer.INVALID);
        assertThat(rules.privateAppToken()).isEqualTo(Stance.REFUSE);
        assertThat(rules.templateAuth()).isEqualTo(TemplateAuth.HAPIKEY);
        assertThat(rules.newApp()).isFalse();
        assertThat(rules.badBatch()).isEqualTo(BadBatch.PARTIAL);
        assertThat(rules.missingField()).isEqualTo(MissingField.CANNOT_BUILD);
    }

    @ParameterizedTest
    @CsvSource({
        "rules.orphan-status, 500, 200 or 201 or 202 or 204 or 400 or 404",
        "rules.unknown-template-status, 418, 400 or 404",
        "batch-maximum, 0, a number from 1 to 10000",
        "requests, 0, a number from 1 to 20000"
    })
    void refusesWrongValuesByTheirFullKey(String key, String value, String expected) {
        SandboxConfig config = Configs.with(Map.of(key, value));

        assertThatThrownBy(() -> new Knobs(config)).hasMessage("utkast.sandbox.%s: %s", key, expected);
    }

    @Test
    void makesMoreAccountsWithRefreshTokensThatCanBeGuessed() {
        List<Account> accounts = Account.of(Configs.with(Map.of("more-accounts", "2")));

        assertThat(accounts).extracting(Account::hubId).containsExactly(4242L, 10001L, 10002L);
        assertThat(accounts.getLast().refreshToken()).isEqualTo("refresh-10002");
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

        Account account = Account.of(config).getFirst();
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
        assertThat(Account.demo(Configs.defaults()).toString()
                        + Account.demo(Configs.defaults()).client())
                .doesNotContain("secret", "refresh");
    }
}
