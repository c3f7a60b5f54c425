package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DailyBudgetTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T23:00:00Z");

    /** 864 usable: one in 100 s, and a head start of 9. */
    private final DailyBudget budget = new DailyBudget(new LaneSettings.Daily(960, VIENNA), 0.1);

    @Test
    void knowsTheDayOfTheAccount() {
        assertThat(budget.midnight(MIDNIGHT)).isEqualTo(MIDNIGHT);
        assertThat(budget.midnight(MIDNIGHT.minusMillis(1))).isEqualTo(MIDNIGHT.minus(Duration.ofDays(1)));
    }

    @Test
    void startsTheDayWithAFewAndThenFollowsTheLine() {
        assertThat(granted(MIDNIGHT)).isEqualTo(9);

        assertThat(budget.untilFree(MIDNIGHT)).isEqualTo(Duration.ofSeconds(100));
        assertThat(granted(MIDNIGHT.plusSeconds(99))).isZero();
        assertThat(granted(MIDNIGHT.plusSeconds(1_000))).isEqualTo(10);
    }

    @Test
    void letsAQuietMorningsSavingsBeUsed() {
        assertThat(granted(MIDNIGHT.plus(Duration.ofHours(12)))).isEqualTo(9 + 432);
    }

    @Test
    void spreadsWhatIsLeftAfterARestart() {
        Instant noon = MIDNIGHT.plus(Duration.ofHours(12));

        budget.seed(500, noon);

        assertThat(granted(noon)).isZero();
        assertThat(budget.untilFree(noon)).isEqualTo(Duration.ofSeconds((500 + 1 - 9 - 432) * 100L));
    }

    @Test
    void grantsNoMoreThanTheDayHasUntilTheNextBegins() {
        Instant evening = MIDNIGHT.plus(Duration.ofHours(23));
        budget.seed(864, evening);

        assertThat(budget.untilFree(evening)).isEqualTo(Duration.ofHours(1));
        assertThat(granted(MIDNIGHT.plus(Duration.ofDays(1)).minusMillis(1))).isZero();
        assertThat(granted(MIDNIGHT.plus(Duration.ofDays(1)))).isEqualTo(9);
    }

    @Test
    void neverGrantsMoreThanTheDayHas() {
        int granted = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            granted += granted(MIDNIGHT.plus(Duration.ofMinutes(minute)));
        }

        assertThat(granted).isEqualTo(864);
        assertThat(budget.use(MIDNIGHT.plusSeconds(60))).isEqualTo(new LaneStatus.DailyUse(960, 864));
    }

    @Test
    void keepsAFewForFreshEvents() {
        Instant noon = MIDNIGHT.plus(Duration.ofHours(12));
        budget.seed(432 + 9 - 26, noon);

        assertThat(budget.untilFree(noon)).isZero();
        assertThat(budget.untilFreeForLate(noon)).isEqualTo(Duration.ofSeconds(100));
        budget.seed(864 - 26, noon.plus(Duration.ofHours(11)));
        assertThat(budget.untilFreeForLate(noon.plus(Duration.ofHours(11)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void givesBackWhatWasNotSent() {
        granted(MIDNIGHT);

        budget.cancelled();

        assertThat(granted(MIDNIGHT)).isOne();
    }

    @Test
    void knowsThatADayMayHave25Hours() {
        Instant longDay = Instant.parse("2026-10-24T22:00:00Z");
        budget.seed(864, longDay.plus(Duration.ofHours(24)));

        assertThat(budget.untilFree(longDay.plus(Duration.ofHours(24)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void worksWithASingleRequestADay() {
        DailyBudget one = new DailyBudget(new LaneSettings.Daily(1, VIENNA), 0.5);

        assertThat(one.tryAcquire(MIDNIGHT)).isTrue();
        assertThat(one.tryAcquire(MIDNIGHT.plus(Duration.ofHours(23)))).isFalse();
    }

    private int granted(Instant now) {
        int granted = 0;
        while (budget.tryAcquire(now)) {
            granted++;
        }
        return granted;
    }
}
