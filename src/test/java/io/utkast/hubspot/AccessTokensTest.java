package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static io.utkast.hubspot.ScriptedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.site.Secret;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private final MutableClock clock = new MutableClock();
    private final ScriptedCalls calls = new ScriptedCalls();
    private final RefreshTokens refreshTokens = RefreshTokens.inMemory(new Secret("refresh-1"));
    private final Random random = new Random(1);
    private final AccessTokens tokens = accessTokens(refreshTokens);

    @Test
    void keepsATokenUntilShortlyBeforeItsEnd() {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800));

        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        clock.advance(Duration.ofMinutes(26));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        clock.advance(Duration.ofMinutes(2));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("two"));
        assertThat(calls.refreshTokens).hasSize(2);
    }

    @Test
    void keepsATokenOfTinyLifeForMostOfIt() {
        calls.tokenAnswers(token("one", 4), token("two", 4));

        tokens.current();
        clock.advance(Duration.ofMillis(2_900));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        clock.advance(Duration.ofMillis(200));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("two"));
    }

    @Test
    void usesARotatedRefreshToken() {
        calls.tokenAnswers(
                answer(200, "{\"access_token\":\"one\",\"refresh_token\":\"refresh-2\",\"expires_in\":1800}"),
                token("two", 1_800));

        tokens.current();
        tokens.refused("one");
        tokens.current();

        assertThat(calls.refreshTokens).containsExactly("refresh-1", "refresh-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {"error":"invalid_grant","status":"BAD_REFRESH_TOKEN"} | utkast.portals.acme.refresh-token
                    400 | {"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token"} | BAD_REFRESH_TOKEN
                    400 | {"status":"BAD_HUB","error":"access_denied"} | does not know the portal
                    401 | {"error":"invalid_client"} | utkast.portals.acme.client-id
                    400 | {"status":"BAD_CLIENT_ID"} | BAD_CLIENT_ID
                    400 | {"status":"BAD_CLIENT_SECRET"} | utkast.portals.acme.client-secret
                    404 | <html> | utkast.portals.acme.token-url
                    200 | {"access_token":"x","expires_in":1800,"hub_id":999} | utkast.portals.acme.hub-id is 4242
                    """)
    void saysWhatIsWrongWithTheCredentials(int status, String body, String reason) {
        calls.tokenAnswers(answer(status, body));

        assertThat(tokens.current())
                .isInstanceOfSatisfying(
                        Access.Denied.class, denied -> assertThat(denied.why()).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_grant\",\"status\":\"BAD_REFRESH_TOKEN\"}",
                "{\"status\":\"BAD_HUB\",\"message\":\"missing or unknown hub id\",\"error\":\"access_denied\"}",
                "{\"status\":\"BAD_CLIENT_SECRET\"}"
            })
    void asksNoMoreWithARefreshTokenThatIsDead(String body) {
        calls.tokenAnswers(answer(400, body));

        Access first = tokens.current();
        clock.advance(Duration.ofDays(1));

        assertThat(tokens.current()).isEqualTo(first).isInstanceOf(Access.Denied.class);
        assertThat(tokens.obstacle()).hasValue(((Access.Denied) first).why());
        assertThat(calls.refreshTokens).hasSize(1);
    }

    @Test
    void goesOnWithTheTokensOfANewInstallation() {
        calls.tokenAnswers(answer(400, "{\"status\":\"BAD_REFRESH_TOKEN\"}"), token("three", 1_800));
        tokens.current();

        tokens.adopt(
                new TokenAnswer.Issued(new Secret("two"), new Secret("refresh-2"), Duration.ofMinutes(30), "4242"));

        assertThat(tokens.obstacle()).isEmpty();
        assertThat(tokens.current()).isEqualTo(new Access.Granted("two"));
        tokens.refused("two");
        assertThat(tokens.current()).isEqualTo(new Access.Granted("three"));
        assertThat(calls.refreshTokens).containsExactly("refresh-1", "refresh-2");
    }

    @Test
    void asksAgainAfterAnAnswerThatIsNotHubSpots() {
        calls.tokenAnswers(answer(404, "<html>"), token("one", 1_800));

        assertThat(tokens.current()).isInstanceOf(Access.Denied.class);
        assertThat(tokens.obstacle()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
    }

    @Test
    void asksNobodyBeforeThePortalIsConnected() {
        AccessTokens unconnected = accessTokens(RefreshTokens.inMemory(null));

        assertThat(unconnected.current())
                .isInstanceOfSatisfying(
                        Access.Denied.class, denied -> assertThat(denied.why()).contains("/admin"));
        assertThat(unconnected.obstacle()).isPresent();
        assertThat(calls.refreshTokens).isEmpty();
    }

    @Test
    void refreshesEachPortalAtATimeOfItsOwn() {
        Set<Duration> leads = new HashSet<>();

        for (int portal = 0; portal < 50; portal++) {
            calls.tokenAnswers(token("one", 1_800));
            AccessTokens other = accessTokens(RefreshTokens.inMemory(new Secret("refresh-1")));
            other.current();
            leads.add(secondsUntilRefresh(other));
        }

        assertThat(leads).hasSizeGreaterThan(20);
        assertThat(leads)
                .allSatisfy(until -> assertThat(until).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(28)));
    }

    private Duration secondsUntilRefresh(AccessTokens portal) {
        int before = calls.refreshTokens.size();
        Duration waited = Duration.ZERO;
        while (calls.refreshTokens.size() == before) {
            clock.advance(Duration.ofSeconds(1));
            waited = waited.plusSeconds(1);
            portal.current();
        }
        return waited;
    }

    @Test
    void keepsTheOldTokenWhileTheEndpointIsBusy() {
        calls.tokenAnswers(
                token("one", 1_800),
                answer(429, "", "Retry-After", "30"),
                ScriptedCalls.UNREACHABLE,
                token("two", 1_800));

        tokens.current();
        clock.advance(Duration.ofMinutes(28));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        assertThat(calls.refreshTokens).hasSize(2);

        clock.advance(Duration.ofSeconds(31));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("two"));
    }

    @Test
    void waitsWhenThereIsNoOldToken() {
        calls.tokenAnswers(answer(503, "", "Retry-After", "30"), token("one", 1_800));

        assertThat(tokens.current())
                .isEqualTo(new Access.NotNow(Duration.ofSeconds(30), "the token endpoint answered 503"));
        assertThat(tokens.current()).isInstanceOf(Access.NotNow.class);
        assertThat(calls.refreshTokens).hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.current()).isEqualTo(new Access.Granted("one"));
    }

    @Test
    void refreshesOnceForMany() throws Exception {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800));

        assertThat(together(50, tokens::current)).containsOnly(new Access.Granted("one"));

        assertThat(calls.refreshTokens).hasSize(1);
    }

    @Test
    void refreshesOnceForManyWhoseTokenWasRefused() throws Exception {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800), token("three", 1_800));
        tokens.current();

        List<Access> all = together(50, () -> {
            tokens.refused("one");
            return tokens.current();
        });

        assertThat(all).containsOnly(new Access.Granted("two"));
        assertThat(calls.refreshTokens).hasSize(2);
    }

    @Test
    void refreshesOnceForARefusedToken() {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800), token("three", 1_800));
        tokens.current();

        tokens.refused("one");
        tokens.current();
        tokens.refused("one");

        assertThat(tokens.current()).isEqualTo(new Access.Granted("two"));
    }

    @Test
    void showsNoToken() {
        assertThat(new Access.Granted("secret").toString()).doesNotContain("secret");
        assertThat(new TokenAnswer.Issued(new Secret("secret"), new Secret("secret"), Duration.ZERO, null).toString())
                .doesNotContain("secret");
    }

    private AccessTokens accessTokens(RefreshTokens kept) {
        return new AccessTokens(calls, kept, new TokenReader(Portals.acme(), new WaitTimes(clock)), clock, random);
    }

    private static List<Access> together(int many, Callable<Access> what) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Access>> all = IntStream.range(0, many)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return what.call();
                    }))
                    .toList();
            go.countDown();
            List<Access> answers = new ArrayList<>();
            for (Future<Access> each : all) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
