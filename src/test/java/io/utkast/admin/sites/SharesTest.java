package io.utkast.admin.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.collect.SiteCounters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void nothingHasNoShare() {
        assertThat(Shares.of(site(0, Map.of(), Map.of()))).isEqualTo(new Shares(null, null));
    }

    @Test
    void countsWhatWasRefusedAndWhatTheSnippetHeldBack() {
        Shares shares = Shares.of(site(6, Map.of("no-utk", 1L, "bad-utk", 1L, "no-consent", 1L), Map.of("no-utk", 1L)));

        assertThat(shares.utk()).isEqualTo(0.7);
        assertThat(shares.consent()).isEqualTo(0.857);
    }

    @Test
    void objectionsAreALackOfConsent() {
        Shares shares = Shares.of(site(1, Map.of("opted-out", 1L), Map.of("opted-out", 2L)));

        assertThat(shares).isEqualTo(new Shares(1.0, 0.25));
    }

    @Test
    void otherRefusalsSayNothingAgainstUtkOrConsent() {
        Shares shares = Shares.of(site(0, Map.of("unknown-type", 2L, "bot", 1L), Map.of("overflow", 9L)));

        assertThat(shares).isEqualTo(new Shares(1.0, 1.0));
    }

    @Test
    void withoutAnyUtkNobodyIsAskedForConsent() {
        assertThat(Shares.of(site(0, Map.of("no-utk", 3L), Map.of()))).isEqualTo(new Shares(0.0, null));
    }

    @Test
    void neverRoundsUpToAll() {
        assertThat(Shares.of(site(9_999, Map.of("no-utk", 1L), Map.of())).utk()).isEqualTo(0.999);
    }

    private static SiteCounters.Snapshot site(long accepted, Map<String, Long> refused, Map<String, Long> dropped) {
        return new SiteCounters.Snapshot(accepted, 0, refused, 0, Map.of(), dropped, 0);
    }
}
