package io.utkast.admin.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admin.sites.InstallCheck.State;
import io.utkast.site.Site;
import io.utkast.support.Sites;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallChecksTest {
    private static final Shares ALL = new Shares(1.0, 1.0);
    private static final Map<String, Long> NONE = Map.of();

    @Test
    void allIsWell() {
        InstallChecks checks = checks(Sites.shop(), ALL, NONE, NONE, Duration.ofSeconds(3));

        assertThat(checks.all("idle")).extracting(InstallCheck::state).containsOnly(State.OK);
        assertThat(checks.all("idle"))
                .extracting(InstallCheck::text)
                .contains(
                        "The site is switched on.",
                        "The last event came 3.0\u00a0s ago.",
                        "100\u00a0% of events had a utk.",
                        "Portal acme is idle.");
    }

    @Test
    void waitsForTheFirstEvent() {
        InstallChecks checks = checks(Sites.shop(), new Shares(null, null), NONE, NONE, null);

        assertThat(checks.all("idle"))
                .filteredOn(check -> check.state() == State.WAIT)
                .extracting(InstallCheck::name)
                .containsExactly("event", "utk", "consent");
    }

    @Test
    void namesTheKeyToCorrect() {
        InstallChecks checks = checks(
                off(), new Shares(0.4, 0.1), Map.of("unknown-type", 7L), Map.of("origin-not-allowed", 1200L), null);

        assertThat(look(checks, "enabled")).contains("utkast.sites.shop.enabled");
        assertThat(look(checks, "origins"))
                .contains("1,200 requests", "https://*.example.com", "utkast.sites.shop.origins");
        assertThat(look(checks, "types")).contains("7 events", "utkast.sites.shop.events");
        assertThat(look(checks, "utk")).contains("40\u00a0%", "tracking code");
        assertThat(look(checks, "consent")).contains("10\u00a0%");
    }

    @Test
    void aDayWithoutAnEventIsWorthALook() {
        InstallChecks checks = checks(Sites.shop(), ALL, NONE, NONE, Duration.ofDays(3));

        assertThat(look(checks, "event")).isEqualTo("The last event came 3\u00a0d ago.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "held", "unauthorized"})
    void aPortalThatTakesNothingIsWorthALook(String state) {
        InstallChecks checks = checks(Sites.shop(), ALL, NONE, NONE, Duration.ZERO);

        assertThat(checks.all(state).getLast().state()).isEqualTo(State.LOOK);
        assertThat(checks.all(state).getLast().text()).contains("acme is " + state, "not delivered");
    }

    private static String look(InstallChecks checks, String name) {
        InstallCheck found = checks.all("idle").stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(found.state()).isEqualTo(State.LOOK);
        return found.text();
    }

    private static Site off() {
        return Sites.withShop().set("utkast.sites.shop.enabled", "false").site("shop");
    }

    private static InstallChecks checks(
            Site site,
            Shares shares,
            Map<String, Long> refused,
            Map<String, Long> turnedAway,
            @Nullable Duration sinceLast) {
        return new InstallChecks(
                site,
                new InstallChecks.Seen(
                        shares,
                        refused,
                        turnedAway,
                        sinceLast == null ? null : TestClock.START.minus(sinceLast),
                        TestClock.START));
    }
}
