package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static io.utkast.hubspot.ScriptedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.outbox.Lease;
import io.utkast.site.Secret;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubSpotDestinationTest {
    private static final List<Lease> ONE = List.of(new Lease(1, 0, QueuedEvents.pageView(1)));

    private final ScriptedCalls calls = new ScriptedCalls();
    private final Destination destination = new HubSpotDestinations(
                    Portals::find, new MutableClock(), CallLimits.DEFAULT)
            .of(Portals.acme(), RefreshTokens.inMemory(new Secret("refresh-1")), calls);

    @Test
    void sendsWithTheAccessToken() {
        calls.tokenAnswers(token("one", 1_800));
        calls.answers(answer(201, "{}"));

        assertThat(destination.send(ONE)).isInstanceOf(Outcome.Delivered.class);
        assertThat(calls.accessTokens).containsExactly("one");
    }

    @Test
    void renewsARefusedTokenOnce() {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800));
        calls.answers(answer(401, "{\"category\":\"EXPIRED_AUTHENTICATION\"}"), answer(201, "{}"));

        assertThat(destination.send(ONE)).isInstanceOf(Outcome.Delivered.class);
        assertThat(calls.accessTokens).containsExactly("one", "two");
        assertThat(calls.requests.getFirst()).isSameAs(calls.requests.getLast());
    }

    @Test
    void waitsForASlotOfTheQuotaBeforeItSendsAgain() {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800));
        calls.answers(answer(401, "{}"), answer(201, "{}"));

        assertThat(destination.send(ONE, () -> false)).isInstanceOfSatisfying(Outcome.TryLater.class, later -> {
            assertThat(later.scope()).isEqualTo(Outcome.Scope.PORTAL);
            assertThat(later.delay()).isZero();
        });
        assertThat(calls.accessTokens).containsExactly("one");
        assertThat(destination.send(ONE, () -> false)).isInstanceOf(Outcome.Delivered.class);
        assertThat(calls.accessTokens).containsExactly("one", "two");
    }

    @Test
    void givesUpWhenTheRenewedTokenIsRefusedToo() {
        calls.tokenAnswers(token("one", 1_800), token("two", 1_800));
        calls.answers(answer(401, "{\"message\":\"expired\"}"));

        assertThat(destination.send(ONE)).isInstanceOf(Outcome.Unauthorized.class);
        assertThat(calls.accessTokens).hasSize(2);
    }

    @Test
    void sendsNothingWithoutAToken() {
        calls.tokenAnswers(answer(400, "{\"status\":\"BAD_REFRESH_TOKEN\"}"));

        assertThat(destination.send(ONE)).isInstanceOf(Outcome.Unauthorized.class);
        assertThat(calls.requests).isEmpty();
    }

    @Test
    void makesAllWaitForABusyTokenEndpoint() {
        calls.tokenAnswers(answer(503, ""));

        assertThat(destination.send(ONE))
                .isInstanceOfSatisfying(
                        Outcome.TryLater.class,
                        later -> assertThat(later.scope()).isEqualTo(Outcome.Scope.PORTAL));
    }

    @Test
    void triesLaterWhenNoAnswerCame() {
        calls.tokenAnswers(token("one", 1_800));
        calls.answers(ScriptedCalls.UNREACHABLE);

        assertThat(destination.send(ONE))
                .isInstanceOfSatisfying(
                        Outcome.TryLater.class,
                        later -> assertThat(later.scope()).isEqualTo(Outcome.Scope.BATCH));
    }
}
