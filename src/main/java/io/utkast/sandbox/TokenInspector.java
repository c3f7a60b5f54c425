package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Tokens.Grant;
import io.utkast.sandbox.Tokens.Install;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a token is worth, and its end: introspection and revocation, in the newer form and in that of {@code /oauth/v1}. */
final class TokenInspector {
    private final Clients clients;
    private final Tokens tokens;
    private final Failures failures;
    private final Clock clock;

    TokenInspector(Clients clients, Tokens tokens, Failures failures, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.failures = failures;
        this.clock = clock;
    }

    /** {@code POST …/token/introspect}; an unknown or expired token is only {@code active: false}. */
    Reply introspect(Map<String, String> form) {
        Optional<OAuthError> problem = clients.problem(form);
        if (problem.isPresent()) {
            return failures.oauth(problem.get());
        }
        String token = token(form);
        ObjectNode body = JsonText.object();
        Optional<Grant> access = live(token).filter(grant -> clients.owns(form, grant.portal()));
        Optional<Install> install = tokens.refresh(token).filter(one -> clients.owns(form, one.portal()));
        if (access.isPresent()) {
            accessToken(body.put("active", true), token, access.get());
        } else if (install.isPresent()) {
            describe(
                    body.put("active", true),
                    token,
                    install.get().portal(),
                    install.get().scopes());
            body.put("token_use", "refresh_token");
        } else {
            body.put("active", false);
        }
        return answered(200, body);
    }

    /** {@code POST …/token/revoke}: no success status is documented, so 200; and for a token that nobody knows too (RFC 7009). */
    Reply revoke(Map<String, String> form) {
        Optional<OAuthError> problem = clients.problem(form);
        if (problem.isPresent()) {
            return failures.oauth(problem.get());
        }
        String token = token(form);
        tokens.refresh(token)
                .filter(install -> clients.owns(form, install.portal()))
                .ifPresent(install -> tokens.revoke(token));
        return failures.tagged(Reply.empty(200), null).following(Contract.S21);
    }

    /** {@code GET /oauth/v1/access-tokens/{token}}. */
    Reply olderAccessToken(String token) {
        return live(token)
                .map(grant -> {
                    ObjectNode body = JsonText.object();
                    describe(body, token, grant.portal(), grant.scopes());
                    body.put("expires_in", secondsLeft(grant));
                    body.put("token_type", "access");
                    return answered(200, body);
                })
                .orElseGet(() -> failures.notFound(Contract.S21));
    }

    /** {@code GET /oauth/v1/refresh-tokens/{token}}. */
    Reply olderRefreshToken(String token) {
        return tokens.refresh(token)
                .map(install -> {
                    ObjectNode body = JsonText.object();
                    describe(body, token, install.portal(), install.scopes());
                    body.put("token_type", "refresh");
                    return answered(200, body);
                })
                .orElseGet(() -> failures.notFound(Contract.S21));
    }

    /** {@code DELETE /oauth/v1/refresh-tokens/{token}}: 204. */
    Reply olderRevoke(String token) {
        return tokens.revoke(token)
                ? failures.tagged(Reply.empty(204), null).following(Contract.S21)
                : failures.notFound(Contract.S21);
    }

    private void accessToken(ObjectNode body, String token, Grant grant) {
        Account account = grant.portal().account();
        describe(body, token, grant.portal(), grant.scopes());
        body.put("expires_in", secondsLeft(grant));
        body.put("token_use", "access_token");
        body.put("is_private_distribution", false);
        body.putObject("signed_access_token")
                .put("hubId", account.hubId())
                .put("appId", account.appId())
                .put("userId", 1)
                .put("hublet", "na1")
                .put("expiresAt", grant.expiresAt().toEpochMilli());
    }

    private static void describe(ObjectNode body, String token, Portal portal, Set<String> scopes) {
        Account account = portal.account();
        body.put("token", token);
        body.put("hub_id", account.hubId());
        body.put("hub_domain", "portal-" + account.hubId() + ".example");
        body.put("user", "sandbox@example.com");
        body.put("user_id", 1);
        body.put("app_id", account.appId());
        body.put("client_id", account.client().id());
        scopes.stream().sorted().forEach(body.putArray("scopes")::add);
        body.put("token_type", "Bearer");
    }

    private Optional<Grant> live(String token) {
        return tokens.access(token).filter(grant -> clock.instant().isBefore(grant.expiresAt()));
    }

    private long secondsLeft(Grant grant) {
        return Duration.between(clock.instant(), grant.expiresAt()).toSeconds();
    }

    /** The specification and the page differ about the field's name. */
    private static String token(Map<String, String> form) {
        for (String name : new String[] {"token", "access_token", "refresh_token"}) {
            if (form.containsKey(name)) {
                return Clients.field(form, name);
            }
        }
        return "";
    }

    private Reply answered(int status, ObjectNode body) {
        return failures.tagged(Reply.json(status, body), null).following(Contract.S21);
    }
}
