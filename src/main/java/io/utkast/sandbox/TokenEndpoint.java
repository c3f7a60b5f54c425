package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Tokens.Code;
import io.utkast.sandbox.Tokens.Install;
import io.utkast.sandbox.Tokens.Issued;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OAuth at {@code /oauth/{version}/token}: forms in, tokens or HubSpot's {@code BAD_…} words out. Never rate-limited here. */
final class TokenEndpoint {
    static final String V1 = "v1";
    /** The newest version has no client credentials any more. */
    private static final List<String> CLIENT_CREDENTIALS = List.of("v3", "2026-03");

    private final Clients clients;
    private final Tokens tokens;
    private final Failures failures;

    TokenEndpoint(Clients clients, Tokens tokens, Failures failures) {
        this.clients = clients;
        this.tokens = tokens;
        this.failures = failures;
    }

    /** A refresh, the exchange of a code, or the app's own token. Missing fields are as good as empty ones. */
    Reply token(String version, Map<String, String> form) {
        String grant = Clients.field(form, "grant_type");
        boolean known = grant.equals("refresh_token")
                || grant.equals("authorization_code")
                || (grant.equals("client_credentials") && CLIENT_CREDENTIALS.contains(version));
        if (!known) {
            return bad(version, OAuthError.BAD_GRANT_TYPE);
        }
        Optional<OAuthError> problem = clients.problem(form);
        if (problem.isPresent()) {
            return bad(version, problem.get());
        }
        return switch (grant) {
            case "refresh_token" -> refresh(version, form);
            case "authorization_code" -> redeem(version, form);
            default -> issued(version, tokens.issueToApp(clients.first(form)));
        };
    }

    private Reply refresh(String version, Map<String, String> form) {
        String token = Clients.field(form, "refresh_token");
        return tokens.refresh(token)
                .filter(install -> clients.owns(form, install.portal()))
                .map(install -> issued(version, tokens.issue(install, token)))
                .orElseGet(() -> bad(version, OAuthError.BAD_REFRESH_TOKEN));
    }

    private Reply redeem(String version, Map<String, String> form) {
        Optional<Code> code = tokens.take(Clients.field(form, "code"))
                .filter(taken -> clients.owns(form, taken.install().portal()));
        if (code.isEmpty()) {
            return bad(version, OAuthError.BAD_AUTH_CODE);
        }
        Tokens.Request request = code.get().request();
        if (request.redirectUri() != null && !request.redirectUri().equals(form.get("redirect_uri"))) {
            return bad(version, OAuthError.BAD_REDIRECT_URI);
        }
        if (request.challenge() != null && !request.challenge().equals(s256(Clients.field(form, "code_verifier")))) {
            return bad(version, OAuthError.BAD_AUTH_CODE);
        }
        return issued(version, tokens.install(code.get().install()));
    }

    private Reply issued(String version, Issued issued) {
        ObjectNode body = JsonText.object();
        body.put("token_type", "bearer");
        if (issued.refreshToken() != null) {
            body.put("refresh_token", issued.refreshToken());
        }
        body.put("access_token", issued.accessToken());
        body.put("expires_in", issued.expiresInSeconds());
        if (!version.equals(V1)) {
            Install install = issued.install();
            body.put("hub_id", install.portal().account().hubId());
            install.scopes().stream().sorted().forEach(body.putArray("scopes")::add);
            body.put("token_use", "access_token");
        }
        return failures.tagged(Reply.json(200, body).with("cache-control", "no-store"), null)
                .following(Contract.S21);
    }

    private Reply bad(String version, OAuthError problem) {
        return version.equals(V1) ? failures.olderOauth(problem) : failures.oauth(problem);
    }

    /** PKCE's challenge of a verifier (RFC 7636, section 4.6). */
    static String s256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
