package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Reply.Evidence;
import io.utkast.sandbox.Tokens.Grant;
import io.utkast.sandbox.Tokens.Issued;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OAuth at {@code /oauth/{version}/token}: forms in, tokens or HubSpot's {@code BAD_…} words out. Never rate-limited here. */
final class TokenEndpoint {
    private final List<Portal> portals;
    private final Tokens tokens;
    private final Failures failures;
    private final Clock clock;

    TokenEndpoint(List<Portal> portals, Tokens tokens, Failures failures, Clock clock) {
        this.portals = portals;
        this.tokens = tokens;
        this.failures = failures;
        this.clock = clock;
    }

    /** A refresh or the exchange of a code. Missing fields are as good as empty ones. */
    Reply token(Map<String, String> form) {
        String grant = field(form, "grant_type");
        if (!grant.equals("refresh_token") && !grant.equals("authorization_code")) {
            return bad("unsupported_grant_type", "BAD_GRANT_TYPE", "missing or unknown grant type");
        }
        return client(form).orElseGet(() -> grant.equals("refresh_token") ? refresh(form) : redeem(form));
    }

    /** What a token is worth; an unknown or expired one is only {@code active: false}. */
    Reply introspect(Map<String, String> form) {
        return client(form).orElseGet(() -> {
            String token = firstOf(form, "token", "access_token", "refresh_token");
            Optional<Grant> access = tokens.access(token)
                    .filter(grant -> grant.expiresAt().isAfter(clock.instant()))
                    .filter(grant -> owns(form, grant.portal()));
            ObjectNode body = JsonText.object();
            if (access.isPresent()) {
                describe(body, token, access.get().portal(), "access_token");
                body.put(
                        "expires_in",
                        Duration.between(clock.instant(), access.get().expiresAt())
                                .toSeconds());
            } else {
                tokens.refresh(token)
                        .filter(portal -> owns(form, portal))
                        .ifPresentOrElse(
                                portal -> describe(body, token, portal, "refresh_token"),
                                () -> body.put("active", false));
            }
            return tagged(Reply.json(200, body), Evidence.DOCUMENTED);
        });
    }

    private Reply refresh(Map<String, String> form) {
        String token = field(form, "refresh_token");
        return tokens.refresh(token)
                .filter(portal -> owns(form, portal))
                .map(portal -> issued(tokens.issue(portal, token)))
                .orElseGet(() -> bad("invalid_grant", "BAD_REFRESH_TOKEN", "missing or invalid refresh token"));
    }

    private Reply redeem(Map<String, String> form) {
        return tokens.redeem(field(form, "code"), field(form, "client_id"))
                .map(this::issued)
                .orElseGet(() -> bad("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code"));
    }

    private Optional<Reply> client(Map<String, String> form) {
        List<Account> known = portals.stream()
                .map(Portal::account)
                .filter(account -> account.client().id().equals(field(form, "client_id")))
                .toList();
        if (known.isEmpty()) {
            return Optional.of(bad("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id"));
        }
        String secret = field(form, "client_secret");
        return known.stream().anyMatch(account -> account.client().secret().equals(secret))
                ? Optional.empty()
                : Optional.of(bad("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret"));
    }

    private Reply issued(Issued issued) {
        ObjectNode body = JsonText.object();
        body.put("token_type", "bearer");
        body.put("refresh_token", issued.refreshToken());
        body.put("access_token", issued.accessToken());
        body.put("hub_id", issued.portal().account().hubId());
        issued.portal().account().scopes().stream()
                .sorted()
                .forEach(scope -> body.withArray("scopes").add(scope));
        body.put("expires_in", issued.expiresInSeconds());
        body.put("token_use", "access_token");
        return tagged(Reply.json(200, body).with("cache-control", "no-store"), Evidence.DOCUMENTED);
    }

    private static void describe(ObjectNode body, String token, Portal portal, String use) {
        Account account = portal.account();
        body.put("active", true);
        body.put("token", token);
        body.put("hub_id", account.hubId());
        body.put("hub_domain", "portal-" + account.hubId() + ".example");
        body.put("user", "sandbox@example.com");
        body.put("user_id", 1);
        body.put("app_id", account.appId());
        body.put("client_id", account.client().id());
        account.scopes().stream()
                .sorted()
                .forEach(scope -> body.withArray("scopes").add(scope));
        body.put("token_type", "Bearer");
        body.put("token_use", use);
    }

    private Reply bad(String error, String status, String message) {
        ObjectNode body = JsonText.object();
        body.put("error", error);
        body.put("error_description", message);
        body.put("status", status);
        body.put("message", message);
        return tagged(Reply.json(400, body), Evidence.DOCUMENTED);
    }

    private Reply tagged(Reply reply, Evidence evidence) {
        return failures.tagged(reply, null).following(evidence);
    }

    private static boolean owns(Map<String, String> form, Portal portal) {
        return portal.account().client().id().equals(field(form, "client_id"));
    }

    private static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "");
    }

    private static String firstOf(Map<String, String> form, String... names) {
        for (String name : names) {
            if (form.containsKey(name)) {
                return field(form, name);
            }
        }
        return "";
    }
}
