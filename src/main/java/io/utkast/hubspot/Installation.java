package io.utkast.hubspot;

import io.utkast.site.Portal;
import io.utkast.site.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How the app is installed in one portal: the way to HubSpot's authorize page and back with a code (HubSpot's OAuth
 * guide; PKCE by RFC 7636).
 */
public final class Installation {
    private static final Logger LOG = Logger.getLogger(Installation.class);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int RANDOM_BYTES = 32;

    private final Portal portal;
    private final InstallCalls calls;
    private final TokenReader reader;
    private final AccessTokens accessTokens;
    private final RandomGenerator random;

    /**
     * One try to install the app. Its texts open the portal until the code is redeemed.
     *
     * @param state comes back from HubSpot with the code
     * @param redirectUri where HubSpot sends the browser; the code is bound to it
     * @param verifier proves that who redeems the code also asked for it; null without PKCE
     */
    public record Attempt(
            String state, URI redirectUri, @Nullable String verifier) {
        @Override
        public String toString() {
            return "Attempt[***]";
        }
    }

    /** What a code was worth. */
    public sealed interface Result {
        /** The app is installed; events flow with its tokens from now on. */
        record Installed() implements Result {}

        /** It is not, for a reason in plain words. */
        record Refused(String why) implements Result {}
    }

    /** @param random must be hard to guess */
    Installation(
            Portal portal, InstallCalls calls, TokenReader reader, AccessTokens accessTokens, RandomGenerator random) {
        this.portal = portal;
        this.calls = calls;
        this.reader = reader;
        this.accessTokens = accessTokens;
        this.random = random;
    }

    /** A new try, with texts that nobody can guess. */
    public Attempt begin(URI redirectUri) {
        return new Attempt(randomText(), redirectUri, portal.install().pkce() ? randomText() : null);
    }

    /** HubSpot's page on which somebody lets the app into the portal. */
    public URI authorizePage(Attempt attempt) {
        FormFields query = new FormFields()
                .with("client_id", portal.credentials().clientId())
                .with("redirect_uri", attempt.redirectUri().toString())
                .with("scope", String.join(" ", portal.install().scopes()))
                .with("state", attempt.state());
        if (attempt.verifier() != null) {
            query.with("code_challenge", challenge(attempt.verifier())).with("code_challenge_method", "S256");
        }
        // HubSpot's own links write blanks as %20; a plus sign is read differently by different servers.
        return URI.create(portal.install().authorizeUrl() + "?" + query.text().replace("+", "%20"));
    }

    /** Redeems the code that HubSpot sent. Blocks. */
    public Result redeem(String code, Attempt attempt) {
        Result result;
        try {
            result = accept(reader.read(calls.redeem(code, attempt)));
        } catch (Unreachable e) {
            result = new Result.Refused("the token endpoint gives " + e.why() + "; start again");
        }
        switch (result) {
            case Result.Installed _ -> LOG.infof("App installed portal=%s", portal.key());
            case Result.Refused(String why) ->
                LOG.warnf("App not installed portal=%s reason=\"%s\"", portal.key(), why);
        }
        return result;
    }

    /** Why the refresh token will not survive a restart, in plain words; empty if it will. */
    public Optional<String> warning() {
        return accessTokens.warning();
    }

    /** Why the portal cannot send as things are, in plain words; empty if nothing is known against it. */
    public Optional<String> obstacle() {
        return accessTokens.obstacle();
    }

    private Result accept(TokenAnswer answer) throws Unreachable {
        return switch (answer) {
            case TokenAnswer.Rejected rejected -> new Result.Refused(rejected.why());
            case TokenAnswer.Busy busy -> new Result.Refused(busy.why() + "; start again in a while");
            case TokenAnswer.Issued issued
            when issued.refreshToken() == null -> new Result.Refused("HubSpot gave no refresh token");
            case TokenAnswer.Issued issued
            when !isOurPortal(issued) ->
                new Result.Refused("HubSpot does not say that the token belongs to portal " + portal.hubId()
                        + ", which utkast.portals." + portal.key() + ".hub-id is");
            case TokenAnswer.Issued issued -> {
                accessTokens.adopt(issued);
                yield new Result.Installed();
            }
        };
    }

    /** The reader refuses another portal's token; here it is about answers that name none. */
    private boolean isOurPortal(TokenAnswer.Issued issued) throws Unreachable {
        if (portal.hubId() == null || issued.hubId() != null) {
            return true;
        }
        Secret token = issued.accessToken();
        String hubId = ErrorBody.of(calls.introspect(token.reveal()).body()).text("hub_id");
        return portal.hubId().equals(hubId);
    }

    private String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(ascii));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
