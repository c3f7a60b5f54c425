package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.EventType;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.support.QueuedEvents;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CulpritsTest {
    private static final DeathCause BAD = new DeathCause(400, "VALIDATION_ERROR", "bad", null);
    private static final Kind PAGE_VIEW = new Kind(QueuedEvents.SHOP, QueuedEvents.PAGE_VIEW);
    private static final Kind SIGN_UP = new Kind(QueuedEvents.SHOP, QueuedEvents.SIGN_UP);

    private final Lease pageView = lease(QueuedEvents.PAGE_VIEW, 1);
    private final Lease signUp = lease(QueuedEvents.SIGN_UP, 2);
    private final Culprits culprits = new Culprits();

    @BeforeEach
    void leaveOneOfEachKindUndecided() {
        culprits.decideLater(pageView, BAD);
        culprits.decideLater(signUp, BAD);
    }

    @Test
    void aKindThatIsTakenProvesItsOwnRefusalsOnly() {
        assertThat(culprits.taken(Set.of(PAGE_VIEW))).isEqualTo(Map.of(pageView, BAD));

        assertThat(culprits.rest()).isEqualTo(Map.of(signUp, BAD));
    }

    @Test
    void aKindThatIsTakenIsSound() {
        culprits.taken(Set.of(PAGE_VIEW));

        assertThat(culprits.isSound(PAGE_VIEW)).isTrue();
        assertThat(culprits.isSound(SIGN_UP)).isFalse();
        assertThat(culprits.sound()).containsExactly(PAGE_VIEW);
    }

    @Test
    void handsOutTheRefusalsOfOneKindOnce() {
        assertThat(culprits.ofKind(SIGN_UP)).isEqualTo(Map.of(signUp, BAD));

        assertThat(culprits.ofKind(SIGN_UP)).isEmpty();
        assertThat(culprits.rest()).isEqualTo(Map.of(pageView, BAD));
        assertThat(culprits.rest()).isEmpty();
    }

    @Test
    void sendsAtMostThreeControlsOfAKind() {
        culprits.decideLater(lease(QueuedEvents.PAGE_VIEW, 3), BAD);
        assertThat(culprits.mayControl(PAGE_VIEW)).isTrue();

        culprits.decideLater(lease(QueuedEvents.PAGE_VIEW, 4), BAD);

        assertThat(culprits.mayControl(PAGE_VIEW)).isFalse();
        assertThat(culprits.mayControl(SIGN_UP)).isTrue();
    }

    private static Lease lease(EventType type, int number) {
        return new Lease(number, 0, QueuedEvents.of(type, number));
    }
}
