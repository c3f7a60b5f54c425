package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.hubspot.Installation.Attempt;
import io.utkast.hubspot.Installation.Result;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.support.MutableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationTest {
    private static final URI BACK = URI.create("https://events.example.com/oauth/callback");

    private final MutableClock clock = new MutableClock();
    private final ScriptedCalls refreshes = new ScriptedCalls();
    private final RefreshTokens refreshTokens = RefreshTokens.inMemory(null);
    private final AccessTokens accessTokens = new AccessTokens(
            refreshes, refreshTokens, new TokenReader(Portals.acme(), new WaitTimes(clock)), clock, new Random(1));
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Installation installation = installation(Portals.acme());

    @Test
    void sendsPeopleToHubSpotWithEverythingItAsksFor() {
        Attempt attempt = installation.begin(BACK);

        URI page = installation.authorizePage(attempt);

        assertThat(page.toString())
                .startsWith("https://app.hubspot.com/oauth/authorize?client_id=client"
                        + "&redirect_uri=https%3A%2F%2Fevents.example.com%2Foauth%2Fcallback&scope=oauth%20timeline"
                        + "&state=")
                .endsWith(attempt.state());
        assertThat(attempt.state()).hasSize(43);
        assertThat(installation.begin(BACK).state()).isNotEqualTo(attempt.state());
        assertThat(attempt.toString()).doesNotContain(attempt.state());
    }

    @Test
    void bindsTheCodeToAVerifierIfTold() throws Exception {
        Installation bound = installation(withPkce());
        Attempt attempt = bound.begin(BACK);

        String page = bound.authorizePage(attempt).toString();

        String verifier = Objects.requireNonNull(attempt.verifier());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        assertThat(page)
                .contains("&code_challenge=" + challenge)
                .endsWith("&code_challenge_method=S256")
                .doesNotContain(verifier);
    }

    @Test
    void takesOverTheTokens() {
        answers.add(tokens("\"hub_id\":4242,"));

        Result result = installation.redeem("code", installation.begin(BACK));

        assertThat(result).isEqualTo(new Result.Installed());
        assertThat(accessTokens.current()).isEqualTo(new Access.Granted("access"));
        assertThat(refreshTokens.current()).hasValue(new Secret("refresh"));
        assertThat(installation.obstacle()).isEmpty();
    }

    @Test
    void asksWhoseTokenItIsIfTheAnswerDoesNotTell() {
        answers.add(tokens(""));
        answers.add(answer(200, "{\"active\":true,\"hub_id\":4242}"));

        assertThat(installation.redeem("code", installation.begin(BACK))).isEqualTo(new Result.Installed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "hub_id":999, | {}                          | utkast.portals.acme.hub-id is 4242
                                  | {"active":true,"hub_id":999} | hub-id
                                  | {"active":false}            | hub-id
                    """)
    void refusesAnotherPortalsTokens(String hubId, String introspection, String reason) {
        answers.add(tokens(hubId == null ? "" : hubId));
        answers.add(answer(200, introspection));

        Result result = installation.redeem("code", installation.begin(BACK));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).contains(reason));
        assertThat(refreshTokens.current()).isEmpty();
        assertThat(installation.obstacle()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {"error":"invalid_grant","status":"BAD_AUTH_CODE"} | start again
                    400 | {"status":"BAD_REDIRECT_URI"}                      | utkast.public-url
                    400 | {"status":"BAD_CLIENT_SECRET"}                     | utkast.portals.acme.client-secret
                    503 | <html>                                             | answered 503
                    0   | -                                                  | no answer
                    200 | {"access_token":"a","hub_id":4242}                 | no refresh token
                    """)
    void saysWhatWentWrong(int status, String body, String reason) {
        answers.add(status == 0 ? ScriptedCalls.UNREACHABLE : answer(status, body));

        assertThat(installation.redeem("code", installation.begin(BACK)))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).contains(reason));
        assertThat(refreshTokens.current()).isEmpty();
    }

    private Installation installation(Portal portal) {
        InstallCalls calls = new InstallCalls() {
            @Override
            public Answer redeem(String code, Attempt attempt) throws Unreachable {
                return ScriptedCalls.next(answers);
            }

            @Override
            public Answer introspect(String accessToken) throws Unreachable {
                return ScriptedCalls.next(answers);
            }
        };
        TokenReader reader = new TokenReader(portal, new WaitTimes(clock));
        return new Installation(portal, calls, reader, accessTokens, new Random(2));
    }

    private static Portal withPkce() {
        Portal acme = Portals.acme();
        return new Portal(
                acme.key(),
                acme.hubId(),
                acme.api(),
                acme.app(),
                acme.credentials(),
                new Portal.Install(acme.install().authorizeUrl(), List.of("timeline"), true),
                acme.batchSize(),
                acme.linger(),
                acme.quota());
    }

    private static Answer tokens(String hubId) {
        return answer(
                200, "{" + hubId + "\"access_token\":\"access\",\"refresh_token\":\"refresh\",\"expires_in\":1800}");
    }
}
