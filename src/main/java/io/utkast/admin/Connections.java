package io.utkast.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.Installation.Attempt;
import io.utkast.site.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The installations that are under way: begun here, and not yet come back from HubSpot. Each is good for one return, by
 * the browser that began it, within ten minutes.
 */
final class Connections {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Only operators begin some; the oldest goes first. */
    private static final int MAXIMUM = 1_000;

    private static final int RANDOM_BYTES = 32;

    private final Cache<String, Pending> pending;
    private final RandomGenerator random;

    /**
     * One that is under way.
     *
     * @param browser the cookie of the browser that began it
     * @param who began it, for the log
     */
    record Pending(PortalKey portal, Attempt attempt, Secret browser, String who) {}

    /** What a return from HubSpot belongs to. */
    sealed interface Return {
        /** To this one, which is over now. */
        record Expected(Pending pending) implements Return {}

        /** To none that is under way: too late, a second time, or made up. */
        record Unknown() implements Return {}

        /** To one that another browser began. */
        record OtherBrowser() implements Return {}
    }

    /** @param random must be hard to guess */
    Connections(Ticker ticker, RandomGenerator random) {
        this.random = random;
        this.pending = Caffeine.newBuilder()
                .maximumSize(MAXIMUM)
                .expireAfterWrite(LIFETIME)
                .ticker(ticker)
                .build();
    }

    Pending begin(PortalKey portal, Attempt attempt, String who) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        Secret browser = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Pending begun = new Pending(portal, attempt, browser, who);
        pending.put(attempt.state(), begun);
        return begun;
    }

    Return back(@Nullable String state, @Nullable String browser) {
        Pending begun = state == null ? null : pending.asMap().remove(state);
        if (begun == null) {
            return new Return.Unknown();
        }
        return browser != null && begun.browser().matches(browser)
                ? new Return.Expected(begun)
                : new Return.OtherBrowser();
    }
}
