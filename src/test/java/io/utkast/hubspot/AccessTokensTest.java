package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static io.utkast.hubspot.ScriptedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.site.Secret;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokensTest {
    private final MutableClock clock = new MutableClock();
    private final ScriptedCalls calls = new ScriptedCalls();
    private final RefreshTokens refreshTokens = RefreshTokens.inMemory(new Secret("refresh-1"));
    private final AccessTokens tokens = new AccessTokens(
            calls, refreshTokens, new TokenReader(Portals.acme(), new WaitTimes(clock)), clock, new Random(1));

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
        CountDownLatch go = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Access>> all = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return tokens.current();
                    }))
                    .toList();
            go.countDown();
            for (Future<Access> each : all) {
                assertThat(each.get()).isEqualTo(new Access.Granted("one"));
            }
        }

        assertThat(calls.refreshTokens).hasSize(1);
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
        assertThat(new TokenAnswer.Issued(new Secret("secret"), new Secret("secret"), Duration.ZERO).toString())
                .doesNotContain("secret");
    }
}
