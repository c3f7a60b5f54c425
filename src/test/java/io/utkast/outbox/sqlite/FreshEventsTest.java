package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of fresh events, site by site. */
class FreshEventsTest {
    private static final PortalKey GLOBEX = new PortalKey("globex");

    private final FreshEvents fresh = new FreshEvents();

    @BeforeEach
    void add() {
        fresh.add(ACME, "shop", 1);
        fresh.add(ACME, "blog", 2);
        fresh.add(GLOBEX, "shop", 3);
        fresh.add(ACME, "shop", 4);
        fresh.add(ACME, "shop", 5);
    }

    @Test
    void keepsPortalsAndSitesApart() {
        assertThat(fresh.sites(ACME)).containsExactly("blog", "shop");
        assertThat(fresh.sites(GLOBEX)).containsExactly("shop");
        assertThat(fresh.sites(new PortalKey("other"))).isEmpty();
        assertThat(fresh.poll(ACME, "shop", 2)).containsExactly(1L, 4L);
        assertThat(fresh.poll(ACME, "shop", 2)).containsExactly(5L);
        assertThat(fresh.poll(ACME, "shop", 2)).isEmpty();
        assertThat(fresh.sites(ACME)).containsExactly("blog");
    }

    @Test
    void givenBackOnesComeFirstAndInTheirOrder() {
        assertThat(fresh.poll(ACME, "shop", 2)).containsExactly(1L, 4L);

        fresh.giveBack(ACME, "shop", 4);
        fresh.giveBack(ACME, "shop", 1);

        assertThat(fresh.first(ACME)).hasValue(1);
        assertThat(fresh.poll(ACME, "shop", 9)).containsExactly(1L, 4L, 5L);
    }

    @Test
    void siteWithGivenBackOnesOnlyHasSomething() {
        fresh.poll(ACME, "shop", 3);
        assertThat(fresh.sites(ACME)).containsExactly("blog");

        fresh.giveBack(ACME, "shop", 4);

        assertThat(fresh.sites(ACME)).containsExactly("blog", "shop");
        assertThat(fresh.first(ACME)).hasValue(2);
    }

    @Test
    void forgetsWhatIsGoneOnceThatIsMuch() {
        int many = FreshEvents.MOST_GONE + 2;
        for (int sequence = 10; sequence < 10 + many; sequence++) {
            fresh.add(ACME, "news", sequence);
        }
        fresh.giveBack(ACME, "news", fresh.poll(ACME, "news", 1).getFirst());

        fresh.forget(ACME, "news", 10);
        for (int sequence = 11; sequence < 10 + FreshEvents.MOST_GONE; sequence++) {
            fresh.forget(ACME, "news", sequence);
        }
        assertThat(fresh.first(ACME)).hasValue(1);
        assertThat(fresh.poll(ACME, "news", 1)).containsExactly(11L);

        fresh.forget(ACME, "news", 10 + FreshEvents.MOST_GONE);
        assertThat(fresh.poll(ACME, "news", 9)).containsExactly(10L + many - 1);
        assertThat(fresh.poll(ACME, "shop", 9)).containsExactly(1L, 4L, 5L);
    }

    @Test
    void takesNoMoreThanWanted() {
        assertThat(fresh.poll(ACME, "shop", 0)).isEmpty();
        assertThat(fresh.poll(ACME, "shop", 1)).isEqualTo(List.of(1L));
    }
}
