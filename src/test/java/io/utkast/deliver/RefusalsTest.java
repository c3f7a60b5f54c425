package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.EventType;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Instant NOW = MutableClock.START;
    private static final Duration PROBE = LaneSettings.Holding.DEFAULT.probe();
    private static final DeathCause BAD = cause("bad");
    private static final Kind PAGE_VIEW = new Kind(QueuedEvents.SHOP, QueuedEvents.PAGE_VIEW);
    private static final Kind SIGN_UP = new Kind(QueuedEvents.SHOP, QueuedEvents.SIGN_UP);

    private final Map<Kind, String> targets = new HashMap<>();
    private final Refusals refusals =
            new Refusals(LaneSettings.Holding.DEFAULT, kind -> Optional.ofNullable(targets.get(kind)));

    @Test
    void isOnTheBrinkAfterAllButOneRefusal() {
        assertThat(refusals.isOnTheBrink(pageView(3), BAD)).isFalse();
        refusals.refused(pageView(1), BAD, NOW);
        assertThat(refusals.isOnTheBrink(pageView(3), BAD)).isFalse();

        refusals.refused(pageView(2), BAD, NOW);

        assertThat(refusals.isOnTheBrink(pageView(3), BAD)).isTrue();
        assertThat(refusals.isOnTheBrink(signUp(4), BAD)).isFalse();
    }

    @Test
    void aRefusalOfAnotherTextIsNotOnTheBrink() {
        refusals.refused(pageView(1), BAD, NOW);
        refusals.refused(pageView(2), BAD, NOW);

        assertThat(refusals.isOnTheBrink(pageView(3), cause("worse"))).isFalse();
    }

    @Test
    void nothingIsOnTheBrinkOnceItIsHeld() {
        hold();

        assertThat(refusals.isOnTheBrink(pageView(4), BAD)).isFalse();
    }

    @Test
    void tellsWhatIsInDoubtUntilItIsHeld() {
        refusals.refused(pageView(1), BAD, NOW);
        refusals.refused(signUp(2), BAD, NOW);
        assertThat(refusals.inDoubt()).containsExactlyInAnyOrder(1L, 2L);

        refusals.refused(pageView(3), BAD, NOW);
        refusals.refused(pageView(4), BAD, NOW);

        assertThat(refusals.inDoubt()).containsExactly(2L);
    }

    @Test
    void handsOverWhatIsInDoubtOnce() {
        Lease lease = pageView(1);
        refusals.refused(lease, BAD, NOW);

        assertThat(refusals.abandon()).containsExactly(lease);

        assertThat(refusals.abandon()).isEmpty();
        assertThat(refusals.inDoubt()).isEmpty();
    }

    @Test
    void wishesForAProbeNowAndThen() {
        assertThat(refusals.nextWish()).isEmpty();
        hold();
        Instant first = NOW.plus(PROBE);
        assertThat(refusals.nextWish()).contains(first);
        assertThat(refusals.wishForProbe(first.minusMillis(1))).isFalse();

        assertThat(refusals.wishForProbe(first)).isTrue();

        assertThat(refusals.nextWish()).contains(first.plus(PROBE));
    }

    @Test
    void aDeliveryFreesAllThatGoToTheSameTarget() {
        targets.put(PAGE_VIEW, "9999");
        targets.put(SIGN_UP, "9999");
        refusals.misdirected(pageView(1), "404", NOW);
        assertThat(refusals.whyHeld(SIGN_UP)).contains("page_view of shop: 404");

        Refusals.Relief relief = refusals.delivered(Set.of(SIGN_UP));

        assertThat(relief.freed()).isTrue();
        assertThat(refusals.whyHeld()).isEmpty();
    }

    @Test
    void aDeliveryLeavesOtherTargetsHeld() {
        targets.put(PAGE_VIEW, "9999");
        targets.put(SIGN_UP, "1111");
        refusals.misdirected(pageView(1), "404", NOW);

        assertThat(refusals.delivered(Set.of(SIGN_UP)).freed()).isFalse();

        assertThat(refusals.whyHeld(PAGE_VIEW)).isPresent();
    }

    @Test
    void refusalsAlikeHoldTheirOwnKindOnly() {
        targets.put(PAGE_VIEW, "9999");
        targets.put(SIGN_UP, "9999");
        hold();

        assertThat(refusals.admit(SIGN_UP, NOW)).isEqualTo(Refusals.Admission.SEND);
        assertThat(refusals.admit(PAGE_VIEW, NOW)).isEqualTo(Refusals.Admission.HOLD);
        assertThat(refusals.delivered(Set.of(SIGN_UP)).freed()).isFalse();
    }

    @Test
    void aDeliveryBuriesTheSuspectsOfItsKind() {
        Lease suspect = pageView(1);
        refusals.refused(suspect, BAD, NOW);

        Refusals.Relief relief = refusals.delivered(Set.of(PAGE_VIEW));

        assertThat(relief.burials()).containsExactly(new Settlement.Dead(suspect, BAD));
        assertThat(relief.freed()).isFalse();
    }

    /** Page views. */
    private void hold() {
        for (int number = 1; number <= LaneSettings.Holding.DEFAULT.alike(); number++) {
            refusals.refused(pageView(number), BAD, NOW);
        }
        assertThat(refusals.whyHeld(PAGE_VIEW)).isPresent();
    }

    private static DeathCause cause(String message) {
        return new DeathCause(400, "VALIDATION_ERROR", message, null);
    }

    private static Lease pageView(int number) {
        return lease(QueuedEvents.PAGE_VIEW, number);
    }

    private static Lease signUp(int number) {
        return lease(QueuedEvents.SIGN_UP, number);
    }

    private static Lease lease(EventType type, int number) {
        return new Lease(number, 0, QueuedEvents.of(type, number));
    }
}
