package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.Approval;
import io.utkast.sandbox.SandboxConfig.BadBatch;
import io.utkast.sandbox.SandboxConfig.MissingField;
import io.utkast.sandbox.SandboxConfig.MissingProperty;
import io.utkast.sandbox.SandboxConfig.RepeatedId;
import io.utkast.sandbox.SandboxConfig.Stance;
import io.utkast.sandbox.SandboxConfig.TemplateAuth;
import io.utkast.sandbox.SandboxConfig.UnknownBearer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A behaviour that can be switched, by configuration and while the sandbox runs. Its name is the configuration's key
 * without the prefix {@code utkast.sandbox.}.
 */
final class Knob<T> {
    static final String PREFIX = "utkast.sandbox.";

    static final Knob<Stance> CRM_ALIAS = new Knob<>(
            "rules.crm-alias",
            Contract.S2,
            Form.choice(Stance.class),
            c -> c.rules().crmAlias());
    static final Knob<MissingField> MISSING_FIELD = new Knob<>(
            "rules.missing-field",
            Contract.S4,
            Form.choice(MissingField.class),
            c -> c.rules().missingField());
    static final Knob<Stance> MISSING_ID = new Knob<>(
            "rules.missing-id",
            Contract.S5,
            Form.choice(Stance.class),
            c -> c.rules().missingId());
    static final Knob<Stance> UNKNOWN_TOKEN = new Knob<>(
            "rules.unknown-token",
            Contract.S6,
            Form.choice(Stance.class),
            c -> c.rules().unknownToken());
    static final Knob<Stance> MISSING_TOKEN = new Knob<>(
            "rules.missing-token",
            Contract.S7,
            Form.choice(Stance.class),
            c -> c.rules().missingToken());
    static final Knob<Stance> BAD_TOKEN_VALUE = new Knob<>(
            "rules.bad-token-value",
            Contract.S7,
            Form.choice(Stance.class),
            c -> c.rules().badTokenValue());
    static final Knob<Integer> UNKNOWN_TEMPLATE_STATUS = new Knob<>(
            "rules.unknown-template-status",
            Contract.S8,
            Form.oneOf(400, 404),
            c -> c.rules().unknownTemplateStatus());
    static final Knob<Integer> ORPHAN_STATUS = new Knob<>(
            "rules.orphan-status",
            Contract.S11,
            Form.oneOf(200, 201, 202, 204, 400, 404),
            c -> c.rules().orphanStatus());
    static final Knob<Boolean> LINK_UTK_BY_EMAIL = new Knob<>(
            "rules.link-utk-by-email",
            Contract.S13,
            Form.yesOrNo(),
            c -> c.rules().linkUtkByEmail());
    static final Knob<RepeatedId> REPEATED_ID = new Knob<>(
            "rules.repeated-id",
            Contract.S14,
            Form.choice(RepeatedId.class),
            c -> c.rules().repeatedId());
    static final Knob<MissingProperty> MISSING_PROPERTY = new Knob<>(
            "rules.missing-property",
            Contract.S15,
            Form.choice(MissingProperty.class),
            c -> c.rules().missingProperty());
    static final Knob<Integer> BATCH_STATUS = new Knob<>(
            "rules.batch-status",
            Contract.S17,
            Form.oneOf(200, 201, 204),
            c -> c.rules().batchStatus());
    static final Knob<BadBatch> BAD_BATCH = new Knob<>(
            "rules.bad-batch",
            Contract.S17,
            Form.choice(BadBatch.class),
            c -> c.rules().badBatch());
    static final Knob<Integer> BATCH_MAXIMUM =
            new Knob<>("batch-maximum", Contract.S18, Form.number(1, 10_000), SandboxConfig::batchMaximum);
    static final Knob<List<String>> APP_EVENTS_VERSIONS =
            new Knob<>("app-events-versions", Contract.S20, Form.names(), SandboxConfig::appEventsVersions);
    static final Knob<Integer> APP_EVENT_STATUS = new Knob<>(
            "rules.app-event-status",
            Contract.S20,
            Form.oneOf(200, 201),
            c -> c.rules().appEventStatus());
    static final Knob<Integer> APP_EVENTS_BATCH_MAXIMUM = new Knob<>(
            "app-events-batch-maximum", Contract.S20, Form.number(1, 10_000), SandboxConfig::appEventsBatchMaximum);
    static final Knob<List<String>> OAUTH_VERSIONS =
            new Knob<>("oauth-versions", Contract.S21, Form.names(), SandboxConfig::oauthVersions);
    static final Knob<Boolean> OAUTH_V1_ENDS = new Knob<>(
            "rules.oauth-v1-ends", Contract.S21, Form.yesOrNo(), c -> c.rules().oauthV1Ends());
    static final Knob<Duration> TOKEN_LIFETIME =
            new Knob<>("token-lifetime", Contract.S21, Form.span(Duration.ofSeconds(1)), SandboxConfig::tokenLifetime);
    static final Knob<Boolean> ROTATE_REFRESH_TOKENS =
            new Knob<>("rotate-refresh-tokens", Contract.S21, Form.yesOrNo(), SandboxConfig::rotateRefreshTokens);
    static final Knob<Approval> APPROVE =
            new Knob<>("approve", Contract.S21, Form.choice(Approval.class), SandboxConfig::approve);
    static final Knob<UnknownBearer> UNKNOWN_BEARER = new Knob<>(
            "rules.unknown-bearer",
            Contract.S22,
            Form.choice(UnknownBearer.class),
            c -> c.rules().unknownBearer());
    static final Knob<Stance> PRIVATE_APP_TOKEN = new Knob<>(
            "rules.private-app-token",
            Contract.S23,
            Form.choice(Stance.class),
            c -> c.rules().privateAppToken());
    static final Knob<TemplateAuth> TEMPLATE_AUTH = new Knob<>(
            "rules.template-auth",
            Contract.S24,
            Form.choice(TemplateAuth.class),
            c -> c.rules().templateAuth());
    static final Knob<Boolean> NEW_APP = new Knob<>(
            "rules.new-app", Contract.S25, Form.yesOrNo(), c -> c.rules().newApp());
    static final Knob<Integer> REQUESTS =
            new Knob<>("requests", Contract.S26, Form.number(1, 20_000), SandboxConfig::requests);
    static final Knob<Duration> PER =
            new Knob<>("per", Contract.S26, Form.span(Duration.ofMillis(1)), SandboxConfig::per);
    static final Knob<Boolean> RETRY_AFTER =
            new Knob<>("retry-after", Contract.S26, Form.yesOrNo(), SandboxConfig::retryAfter);
    static final Knob<Boolean> RATE_HEADERS =
            new Knob<>("rate-headers", Contract.S26, Form.yesOrNo(), SandboxConfig::rateHeaders);
    static final Knob<Duration> VISIBLE_AFTER =
            new Knob<>("visible-after", Contract.S29, Form.span(Duration.ZERO), SandboxConfig::visibleAfter);

    static final List<Knob<?>> ALL = List.of(
            CRM_ALIAS,
            MISSING_FIELD,
            MISSING_ID,
            UNKNOWN_TOKEN,
            MISSING_TOKEN,
            BAD_TOKEN_VALUE,
            UNKNOWN_TEMPLATE_STATUS,
            ORPHAN_STATUS,
            LINK_UTK_BY_EMAIL,
            REPEATED_ID,
            MISSING_PROPERTY,
            BATCH_STATUS,
            BAD_BATCH,
            BATCH_MAXIMUM,
            APP_EVENTS_VERSIONS,
            APP_EVENT_STATUS,
            APP_EVENTS_BATCH_MAXIMUM,
            OAUTH_VERSIONS,
            OAUTH_V1_ENDS,
            TOKEN_LIFETIME,
            ROTATE_REFRESH_TOKENS,
            APPROVE,
            UNKNOWN_BEARER,
            PRIVATE_APP_TOKEN,
            TEMPLATE_AUTH,
            NEW_APP,
            REQUESTS,
            PER,
            RETRY_AFTER,
            RATE_HEADERS,
            VISIBLE_AFTER);

    private final String name;
    private final Contract row;
    private final Form<T> form;
    private final Function<SandboxConfig, T> configured;

    private Knob(String name, Contract row, Form<T> form, Function<SandboxConfig, T> configured) {
        this.name = name;
        this.row = row;
        this.form = form;
        this.configured = configured;
    }

    String name() {
        return name;
    }

    /** The row whose behaviour it switches. */
    Contract row() {
        return row;
    }

    Form<T> form() {
        return form;
    }

    /** The configuration's value; one that is wrong is refused by its full key. */
    T configured(SandboxConfig config) {
        T value = configured.apply(config);
        try {
            return form.read(form.write(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + name + ": " + form.expected(), e);
        }
    }
}
