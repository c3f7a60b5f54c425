package io.utkast.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.utkast.collect.CollectCounters;
import io.utkast.collect.SiteCounters;
import io.utkast.event.Reason;
import io.utkast.event.SiteKey;
import io.utkast.problem.ProblemCode;
import java.util.function.ToLongFunction;

/** The figures of the browser's door, by site, under their names for Prometheus. This is the only place where they are named. */
public final class CollectMetrics implements MeterBinder {
    private static final String ACCEPTED = "utkast.collect.accepted";
    private static final String DUPLICATES = "utkast.collect.duplicates";
    private static final String REFUSED = "utkast.collect.refused";
    private static final String RATE_LIMITED = "utkast.collect.rate.limited";
    private static final String TURNED_AWAY = "utkast.collect.turned.away";
    private static final String DROPPED = "utkast.collect.dropped";
    private static final String REVOKED = "utkast.collect.revoked";

    private final CollectCounters counters;

    public CollectMetrics(CollectCounters counters) {
        this.counters = counters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counters.sites().forEach(site -> new Site(registry, site).bind());
    }

    /** Binds the meters of one site. */
    private final class Site {
        private final MeterRegistry registry;
        private final SiteKey key;
        private final Tags tags;

        Site(MeterRegistry registry, SiteKey key) {
            this.registry = registry;
            this.key = key;
            tags = Tags.of("site", key.value());
        }

        void bind() {
            counter(ACCEPTED, "Events that are durable and will be delivered", tags, SiteCounters.Snapshot::accepted);
            counter(DUPLICATES, "Events that were here before", tags, SiteCounters.Snapshot::duplicates);
            for (Reason reason : Reason.values()) {
                counter(
                        REFUSED,
                        "Events that were refused",
                        tags.and("reason", reason.code()),
                        now -> now.refused().getOrDefault(reason.code(), 0L));
            }
            counter(RATE_LIMITED, "Events of requests over a limit", tags, SiteCounters.Snapshot::rateLimited);
            for (ProblemCode code : ProblemCode.values()) {
                counter(
                        TURNED_AWAY,
                        "Requests of which nothing was taken",
                        tags.and("code", code.code()),
                        now -> now.turnedAway().getOrDefault(code.code(), 0L));
            }
            for (String reason : SiteCounters.DROP_REASONS) {
                counter(
                        DROPPED,
                        "Events that snippets held back",
                        tags.and("reason", reason),
                        now -> now.dropped().getOrDefault(reason, 0L));
            }
            counter(REVOKED, "Accepted events taken back by their visitor", tags, SiteCounters.Snapshot::revoked);
        }

        private void counter(String name, String what, Tags all, ToLongFunction<SiteCounters.Snapshot> value) {
            FunctionCounter.builder(name, counters, now -> value.applyAsLong(now.snapshot(key)))
                    .description(what)
                    .tags(all)
                    .register(registry);
        }
    }
}
