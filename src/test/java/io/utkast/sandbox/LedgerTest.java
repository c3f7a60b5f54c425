package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.Ledger.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:15:00Z");

    private final Capacity capacity =
            new Capacity(Configs.with(Map.of("maximum.all-events", "4")).maximum());
    private final Ledger ledger = new Ledger(capacity);

    @Test
    void countsEverySendByWhatBecameOfIt() {
        ledger.accepted("a");
        ledger.unanswered("a");
        ledger.refusedWithOthers("a");
        ledger.refused(refusal("a"), AT);

        assertThat(ledger.tally("a")).isEqualTo(new Tally(4, 1, 2));
        assertThat(ledger.tally("b")).isEqualTo(Tally.NONE);
        assertThat(ledger.latest(10)).hasSize(1);
    }

    @Test
    void forgetsTheOldestIdsAndSaysHowMany() {
        capacity.accountAdded();
        capacity.accountAdded();
        for (String id : List.of("a", "b", "c")) {
            ledger.accepted(id);
        }

        assertThat(ledger.all()).containsOnlyKeys("b", "c");
        assertThat(ledger.forgotten()).isEqualTo(1);
    }

    @Test
    void keepsAHundredRefusalsTheNewestFirst() {
        for (int i = 0; i < 105; i++) {
            ledger.refused(refusal("e" + i), AT);
        }

        assertThat(ledger.latest(200)).hasSize(100);
        assertThat(ledger.latest(1).getFirst().refusal().id()).isEqualTo("e104");
    }

    private static Refusal refusal(String id) {
        return new Refusal(400, Refusal.VALIDATION, id, "no", List.of(), Set.of(Contract.S6));
    }
}
