package io.utkast.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the sandbox. Where HubSpot leaves a behaviour open, the default is the reading that loses least. */
@ConfigMapping(prefix = "utkast.sandbox")
public interface SandboxConfig {
    /** Off: none of the sandbox's paths exist. */
    @WithDefault("false")
    boolean enabled();

    /** Requests that each account may make in any stretch of {@link #per()}: HubSpot's number for OAuth apps. */
    @WithDefault("110")
    int requests();

    @WithDefault("10s")
    Duration per();

    /** Whether a 429 says {@code Retry-After}; HubSpot documents none. */
    @WithDefault("false")
    boolean retryAfter();

    Maximum maximum();

    /** Events in one batch. HubSpot names no number for this API; its CRM batches take 100. */
    @WithDefault("100")
    int batchMaximum();

    /** HubSpot's access tokens live 30 minutes. */
    @WithDefault("30m")
    Duration tokenLifetime();

    /** Whether each refresh hands out a new refresh token and ends the old one. */
    @WithDefault("false")
    boolean rotateRefreshTokens();

    Rules rules();

    /** One app installed in one portal each; none configured: the demo account, hub id 4242. */
    List<Account> accounts();

    /** Event templates by id; none configured: 1001 "Page view", 1002 "Form submitted", 1003 "Custom event". */
    Map<String, Template> templates();

    /** Bounds of what is kept, for each account; the oldest goes first and is counted. */
    interface Maximum {
        @WithDefault("250000")
        int events();

        @WithDefault("10000")
        int contacts();

        /** Unlinked utks that have events. */
        @WithDefault("50000")
        int orphans();
    }

    /** Behaviours that HubSpot documents twice or not at all. */
    interface Rules {
        @WithDefault("accept")
        Stance missingId();

        @WithDefault("refuse")
        Stance unknownToken();

        @WithDefault("accept")
        Stance missingToken();

        /** A number token without a number, a date without epoch milliseconds, an option that is not one. */
        @WithDefault("refuse")
        Stance badTokenValue();

        @WithDefault("404")
        int unknownTemplateStatus();

        @WithDefault("last-wins")
        RepeatedId repeatedId();

        /** Whether an event with an unlinked utk and an e-mail also links the two. */
        @WithDefault("false")
        boolean linkUtkByEmail();

        /** Whether one bad event makes 207 of a batch or 400 of the whole. */
        @WithDefault("partial")
        BadBatch badBatch();

        @WithDefault("cannot-build")
        MissingField missingField();
    }

    /** Takes or refuses what is in question. */
    enum Stance {
        ACCEPT,
        REFUSE
    }

    /** What happens when an event id comes again. */
    enum RepeatedId {
        LAST_WINS,
        BAD_REQUEST,
        CONFLICT
    }

    /** What happens to a batch with a bad event in it. */
    enum BadBatch {
        PARTIAL,
        WHOLE
    }

    /** The two wordings seen for a missing field. */
    enum MissingField {
        CANNOT_BUILD,
        NOT_SET
    }

    /** One app in one portal. */
    interface Account {
        long hubId();

        @WithDefault("77001")
        long appId();

        String clientId();

        String clientSecret();

        String refreshToken();

        @WithDefault("oauth,timeline")
        List<String> scopes();
    }

    /** An event template; Markdown with Handlebars. */
    interface Template {
        String name();

        @WithDefault("contacts")
        String objectType();

        Optional<String> headerTemplate();

        Optional<String> detailTemplate();

        Map<String, Token> tokens();
    }

    /** A token of a template. */
    interface Token {
        @WithDefault("string")
        TokenType type();

        Optional<String> label();

        /** Of an enumeration. */
        Optional<List<String>> options();
    }

    /** HubSpot's four kinds of tokens. */
    enum TokenType {
        STRING,
        NUMBER,
        DATE,
        ENUMERATION
    }
}
