package io.utkast.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.utkast.admin.Deliveries.Delivery;
import io.utkast.deliver.Answered;
import io.utkast.deliver.LaneState;
import io.utkast.event.PortalKey;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The figures of delivery, by portal, under their names for Prometheus. This is the only place where they are named. */
public final class DeliverMetrics implements MeterBinder {
    private static final String DELIVERED = "utkast.deliver.delivered";
    private static final String REQUESTS = "utkast.deliver.requests";
    private static final String QUOTA_USED = "utkast.deliver.quota.used";
    private static final String QUOTA_USABLE = "utkast.deliver.quota.usable";
    private static final String QUOTA_LIMIT = "utkast.deliver.quota.limit";
    private static final String QUOTA_OTHERS = "utkast.deliver.quota.others";
    private static final String DAILY_USED = "utkast.deliver.quota.daily.used";
    private static final String DAILY_LIMIT = "utkast.deliver.quota.daily.limit";
    private static final String QUEUED = "utkast.deliver.queued";
    private static final String OLDEST = "utkast.deliver.oldest.age";
    private static final String TIME_TO_EMPTY = "utkast.deliver.time.to.empty";
    private static final String DELAY = "utkast.deliver.delay";
    private static final String RECENT_DELAY = "utkast.deliver.delay.recent";
    private static final String DEAD_LETTERS = "utkast.deliver.dead.letters";
    private static final String HELD = "utkast.deliver.held";
    private static final String IN_FLIGHT = "utkast.deliver.in.flight";
    private static final String STATE = "utkast.deliver.state";
    private static final double MICROS = 1e6;

    private final Deliveries deliveries;

    public DeliverMetrics(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (PortalKey portal : deliveries.portals()) {
            Portal one = new Portal(registry, portal, Tags.of("portal", portal.value()));
            one.bindEvents();
            one.bindRequests();
            one.bindQuota();
            one.bindState();
            one.bindDelay();
        }
    }

    /** Binds the meters of one portal. */
    private final class Portal {
        private final MeterRegistry registry;
        private final PortalKey key;
        private final Tags tags;

        Portal(MeterRegistry registry, PortalKey key, Tags tags) {
            this.registry = registry;
            this.key = key;
            this.tags = tags;
        }

        void bindEvents() {
            counter(
                    DELIVERED,
                    "Events that HubSpot took",
                    tags.and("linked", "yes"),
                    delivery -> delivery.share().linked());
            counter(
                    DELIVERED,
                    "Events that HubSpot took",
                    tags.and("linked", "no"),
                    delivery -> delivery.share().delivered() - delivery.share().linked());
            gauge(QUEUED, "Events that wait", tags, delivery -> delivery.share().queued());
            gauge(
                    HELD,
                    "Events that wait for an operator or a probe",
                    tags,
                    delivery -> delivery.share().held());
            gauge(
                    DEAD_LETTERS,
                    "Events that HubSpot refused for good",
                    tags,
                    delivery -> delivery.share().deadLetters());
            seconds(OLDEST, "Age of the oldest event that waits", tags, Delivery::oldestSeconds);
            seconds(TIME_TO_EMPTY, "Backlog by the rate of the last minute", tags, delivery -> {
                Double time = delivery.secondsToEmpty();
                return time == null ? Double.NaN : time;
            });
        }

        void bindRequests() {
            for (Answered answered : Answered.values()) {
                counter(
                        REQUESTS,
                        "Requests to HubSpot",
                        tags.and("outcome", answered.code()),
                        delivery -> delivery.lane().answers().getOrDefault(answered, 0L));
            }
            gauge(
                    IN_FLIGHT,
                    "Requests under way",
                    tags,
                    delivery -> delivery.lane().inFlight());
        }

        void bindQuota() {
            gauge(
                    QUOTA_USED,
                    "Requests in the window",
                    tags,
                    delivery -> delivery.quota().used());
            gauge(
                    QUOTA_USABLE,
                    "Requests that the lane may have in the window",
                    tags,
                    delivery -> delivery.quota().usable());
            gauge(
                    QUOTA_LIMIT,
                    "Requests that HubSpot grants in the window",
                    tags,
                    delivery -> delivery.quota().limit());
            gauge(
                    QUOTA_OTHERS,
                    "Requests of other programs in the window",
                    tags,
                    delivery -> delivery.quota().others());
            if (deliveries.of(key).quota().daily() != null) {
                gauge(DAILY_USED, "Requests today", tags, Delivery::dailyUsed);
                gauge(DAILY_LIMIT, "Requests that HubSpot grants a day", tags, Delivery::dailyLimit);
            }
        }

        void bindState() {
            for (LaneState state : LaneState.values()) {
                gauge(
                        STATE,
                        "1 for the state the lane is in",
                        tags.and("state", state.code()),
                        delivery -> delivery.lane().state() == state ? 1 : 0);
            }
        }

        void bindDelay() {
            FunctionTimer.builder(
                            DELAY,
                            deliveries,
                            all -> all.of(key).delay().count(),
                            all -> all.of(key).delay().total() * MICROS,
                            TimeUnit.MICROSECONDS)
                    .description("From the acceptance of an event to HubSpot's yes")
                    .tags(tags)
                    .register(registry);
            seconds(
                    RECENT_DELAY,
                    "The same, of the latest events",
                    tags.and("quantile", "0.5"),
                    delivery -> delivery.delay().p50());
            seconds(
                    RECENT_DELAY,
                    "The same, of the latest events",
                    tags.and("quantile", "0.99"),
                    delivery -> delivery.delay().p99());
        }

        private void counter(String name, String what, Tags all, ToDoubleFunction<Delivery> value) {
            FunctionCounter.builder(name, deliveries, now -> value.applyAsDouble(now.of(key)))
                    .description(what)
                    .tags(all)
                    .register(registry);
        }

        private void gauge(String name, String what, Tags all, ToDoubleFunction<Delivery> value) {
            Gauge.builder(name, deliveries, now -> value.applyAsDouble(now.of(key)))
                    .description(what)
                    .tags(all)
                    .register(registry);
        }

        private void seconds(String name, String what, Tags all, ToDoubleFunction<Delivery> value) {
            TimeGauge.builder(name, deliveries, TimeUnit.SECONDS, now -> value.applyAsDouble(now.of(key)))
                    .description(what)
                    .tags(all)
                    .register(registry);
        }
    }
}
