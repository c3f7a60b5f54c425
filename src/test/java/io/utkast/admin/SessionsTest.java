package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admin.Connections.Return;
import io.utkast.admin.Doorkeeper.Knock;
import io.utkast.admin.Doorkeeper.Verdict;
import io.utkast.admin.Sessions.Session;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.Installation.Attempt;
import io.utkast.site.Secret;
import io.utkast.support.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the door forgets, and when. */
class SessionsTest {
    private final TestClock clock = new TestClock();
    private final Sessions sessions = new Sessions(clock.ticker(), new Random(1));
    private final Doorkeeper doorkeeper = new Doorkeeper(new Secret("right"), sessions, new WrongTries(clock.ticker()));

    @Test
    void aSessionEndsAfterAnIdleHour() {
        Session session = sessions.open();

        clock.pass(Duration.ofMinutes(59));
        assertThat(sessions.find(session.id().reveal())).contains(session);
        clock.pass(Duration.ofMinutes(59));
        assertThat(sessions.find(session.id().reveal())).contains(session);
        clock.pass(Duration.ofMinutes(61));
        assertThat(sessions.find(session.id().reveal())).isEmpty();
    }

    @Test
    void aSessionEndsAfterHalfADayHoweverBusy() {
        Session session = sessions.open();

        for (int halfHours = 1; halfHours < 24; halfHours++) {
            clock.pass(Duration.ofMinutes(30));
            assertThat(sessions.find(session.id().reveal())).contains(session);
        }
        clock.pass(Duration.ofMinutes(30));
        assertThat(sessions.find(session.id().reveal())).isEmpty();
    }

    @Test
    void aSessionShowsNothingOfItself() {
        Session session = sessions.open();

        assertThat(Operator.of(session).toString())
                .doesNotContain(session.id().reveal(), session.csrf().reveal());
        assertThat(Operator.of(session).name())
                .doesNotContain(session.id().reveal().substring(0, 8));
    }

    @Test
    void aMinuteAfterTheFirstWrongTryTheNextTenAreLookedAt() {
        for (int tries = 0; tries < 10; tries++) {
            assertThat(doorkeeper.tryToken("wrong", "192.0.2.1")).isEqualTo(new Verdict.Wrong());
            clock.pass(Duration.ofSeconds(2));
        }

        assertThat(doorkeeper.tryToken("wrong", "192.0.2.1")).isEqualTo(new Verdict.LockedOut(Duration.ofSeconds(40)));
        assertThat(doorkeeper.tryToken("wrong", "192.0.2.2")).isEqualTo(new Verdict.Wrong());
        assertThat(doorkeeper.tryToken("right", "192.0.2.1")).isInstanceOf(Verdict.Admitted.class);
        clock.pass(Duration.ofSeconds(40));
        assertThat(doorkeeper.tryToken("wrong", "192.0.2.1")).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void theTokenCountsBeforeASession() {
        Session session = sessions.open();
        Knock knock = new Knock("Bearer wrong", session.id().reveal(), null, false, "192.0.2.1");

        assertThat(doorkeeper.judge(knock)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void anInstallationIsExpectedForTenMinutes() {
        Connections connections = new Connections(clock.ticker(), new Random(1));
        PortalKey acme = new PortalKey("acme");
        var inTime = connections.begin(acme, attempt("one"), "token");
        var tooLate = connections.begin(acme, attempt("two"), "token");

        clock.pass(Duration.ofMinutes(9));
        assertThat(connections.back("one", inTime.browser().reveal())).isEqualTo(new Return.Expected(inTime));
        clock.pass(Duration.ofMinutes(1));
        assertThat(connections.back("two", tooLate.browser().reveal())).isEqualTo(new Return.Unknown());
        assertThat(inTime.toString()).doesNotContain(inTime.browser().reveal());
    }

    private static Attempt attempt(String state) {
        return new Attempt(state, URI.create("https://events.example.com/oauth/callback"), null);
    }
}
