package io.utkast.admin.receipts;

import io.utkast.admit.EventVerdict;
import io.utkast.collect.Handled;
import io.utkast.event.SiteKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When an event of each site was admitted last; the sites of the configuration bound it. */
public final class LastSeen {
    private final Map<SiteKey, Long> millis = new ConcurrentHashMap<>();
    private final Clock clock;

    public LastSeen(Clock clock) {
        this.clock = clock;
    }

    /** Notes an answered request. */
    void note(Handled handled) {
        for (EventVerdict verdict : handled.verdicts()) {
            if (verdict instanceof EventVerdict.Admitted) {
                millis.put(handled.site().key(), clock.millis());
                return;
            }
        }
    }

    /** Null if none was since the start. */
    public @Nullable Instant of(SiteKey site) {
        Long at = millis.get(site);
        return at == null ? null : Instant.ofEpochMilli(at);
    }
}
