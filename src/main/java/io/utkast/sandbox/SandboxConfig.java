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

    /** Whether answers carry the {@code X-HubSpot-RateLimit-…} headers; clients must cope without. */
    @WithDefault("true")
    boolean rateHeaders();

    Maximum maximum();

    /** Events in one batch. HubSpot names no number for this API; its CRM batches take 100. */
    @WithDefault("100")
    int batchMaximum();

    /** Versions under which app events are served. */
    @WithDefault("v4,2026-03,2026-09")
    List<String> appEventsVersions();

    /** Events in one batch of app events, as one integrator found it. */
    @WithDefault("500")
    int appEventsBatchMaximum();

    /** How much later than it is answered an app event shows: HubSpot copies it asynchronously. */
    @WithDefault("0s")
    Duration visibleAfter();

    /** Versions of the OAuth endpoints. */
    @WithDefault("v1,v3,2026-03,2026-09")
    List<String> oauthVersions();

    /** HubSpot's access tokens live 30 minutes. */
    @WithDefault("30m")
    Duration tokenLifetime();

    /** Whether each refresh hands out a new refresh token and ends the old one. */
    @WithDefault("false")
    boolean rotateRefreshTokens();

    /** What {@code GET /oauth/authorize} does: a page that asks, or an answer at once. */
    @WithDefault("ask")
    Approval approve();

    /** The {@code hapikey} that may manage event templates. */
    @WithDefault("demo-developer-key")
    String developerKey();

    /** Properties that contacts have, beside those that tokens write. */
    @WithDefault("firstname,lastname,company,jobtitle,phone,website,city,country,lifecyclestage")
    List<String> contactProperties();

    Rules rules();

    /** So many accounts more: hub ids from 10001, the demo app's credentials, refresh tokens {@code refresh-10001} …. */
    @WithDefault("0")
    int moreAccounts();

    /** One app installed in one portal each; none configured: the demo account, hub id 4242. */
    List<Account> accounts();

    /** Event templates by id; none configured: 1001 "Page view", 1002 "Form submitted", 1003 "Custom event". */
    Map<String, Template> templates();

    /** Bounds of what is kept, for each account; the oldest goes first and is counted. */
    interface Maximum {
        @WithDefault("250000")
        int events();

        /** Events of all accounts together; each account has an equal share. */
        @WithDefault("500000")
        int allEvents();

        @WithDefault("10000")
        int contacts();

        /** Unlinked utks that have events. */
        @WithDefault("50000")
        int orphans();
    }

    /** Behaviours that HubSpot documents twice or not at all. */
    interface Rules {
        /** The older path {@code /crm/v3/timeline}. */
        @WithDefault("accept")
        Stance crmAlias();

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

        /** Status of an event whose utk belongs to nobody yet; from 400 on it is not stored. */
        @WithDefault("201")
        int orphanStatus();

        @WithDefault("last-wins")
        RepeatedId repeatedId();

        /** Whether an event with an unlinked utk and an e-mail also links the two. */
        @WithDefault("false")
        boolean linkUtkByEmail();

        /** A token's {@code objectPropertyName} that contacts do not have. */
        @WithDefault("ignore")
        MissingProperty missingProperty();

        /** Status of a batch that was taken as a whole. */
        @WithDefault("201")
        int batchStatus();

        /** Status of a single app event. */
        @WithDefault("201")
        int appEventStatus();

        /** Whether {@code /oauth/v1} is gone from 16 February 2027 on, as HubSpot has announced. */
        @WithDefault("true")
        boolean oauthV1Ends();

        @WithDefault("invalid")
        UnknownBearer unknownBearer();

        /** A private app's token ({@code pat-…}) on events. */
        @WithDefault("refuse")
        Stance privateAppToken();

        /** What may manage event templates. */
        @WithDefault("hapikey")
        TemplateAuth templateAuth();

        /** An app without earlier timeline events, which may not make templates any more. */
        @WithDefault("false")
        boolean newApp();

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

    /** What becomes of a value for a property that is not there. */
    enum MissingProperty {
        IGNORE,
        ADD
    }

    /** The two answers seen for a bearer token that is none: unknown, or expired since 1970. */
    enum UnknownBearer {
        INVALID,
        UNDECODABLE
    }

    /** Credentials of the template API. */
    enum TemplateAuth {
        HAPIKEY,
        OAUTH,
        EITHER
    }

    /** Who answers the question whether an app may be installed. */
    enum Approval {
        ASK,
        AUTO,
        DENY
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

        /** The contact's property that the value is written to as well. */
        Optional<String> objectPropertyName();
    }

    /** HubSpot's four kinds of tokens. */
    enum TokenType {
        STRING,
        NUMBER,
        DATE,
        ENUMERATION
    }
}
