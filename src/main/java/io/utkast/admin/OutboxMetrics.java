package io.utkast.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.utkast.admin.OutboxReadings.Reading;
import io.utkast.outbox.OutboxConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The figures of the outbox as a whole, under their names for Prometheus. This is the only place where they are named. */
public final class OutboxMetrics implements MeterBinder {
    private static final String ACCEPTING = "utkast.outbox.accepting";
    private static final String HEALTHY = "utkast.outbox.healthy";
    private static final String QUEUED = "utkast.outbox.queued";
    private static final String MAXIMUM = "utkast.outbox.maximum";
    private static final String SIZE = "utkast.outbox.size";
    private static final String CAPACITY = "utkast.outbox.capacity";
    private static final String SHARE = "utkast.outbox.share";
    private static final String COMMIT = "utkast.outbox.commit.recent";
    private static final String LETTERS = "utkast.outbox.dead.letters";
    private static final String LETTERS_MAXIMUM = "utkast.outbox.dead.letters.maximum";
    private static final String LETTERS_OLDEST = "utkast.outbox.dead.letters.oldest.age";
    private static final String LETTERS_KEEP = "utkast.outbox.dead.letters.keep";
    private static final String LETTERS_EXPIRED = "utkast.outbox.dead.letters.expired";

    private final OutboxReadings readings;
    private final long maxEvents;
    private final double maxShare;

    public OutboxMetrics(OutboxReadings readings, OutboxConfig config) {
        this.readings = readings;
        maxEvents = config.maxEvents();
        maxShare = config.maxShare().fraction();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindState(registry);
        bindFullness(registry);
        bindCommits(registry);
        bindLetters(registry);
    }

    private void bindState(MeterRegistry registry) {
        Gauge.builder(ACCEPTING, readings, now -> now.accepting() ? 1 : 0)
                .description("1 while the outbox takes events; 0 while it is full, failing or closing")
                .register(registry);
        Gauge.builder(HEALTHY, readings, now -> now.healthy() ? 1 : 0)
                .description("1 while the disk took the latest commit")
                .register(registry);
    }

    private void bindFullness(MeterRegistry registry) {
        gauge(
                registry,
                QUEUED,
                "Events that wait, held ones included",
                reading -> reading.status().queued());
        Gauge.builder(MAXIMUM, () -> maxEvents)
                .description("Events that may wait: utkast.outbox.max-events")
                .register(registry);
        bytes(registry, SIZE, "Live bytes on disk", reading -> reading.status().bytes());
        bytes(
                registry,
                CAPACITY,
                "Bytes that there may be: utkast.outbox.capacity",
                reading -> reading.status().capacityBytes());
        Gauge.builder(SHARE, () -> maxShare)
                .description("The part of both bounds that one portal may fill: utkast.outbox.max-share")
                .register(registry);
    }

    private void bindCommits(MeterRegistry registry) {
        commit(registry, "0.5", reading -> reading.status().commitMillis().p50());
        commit(registry, "0.99", reading -> reading.status().commitMillis().p99());
    }

    private void bindLetters(MeterRegistry registry) {
        gauge(
                registry,
                LETTERS,
                "Dead letters that are kept",
                reading -> reading.letters().count());
        gauge(
                registry,
                LETTERS_MAXIMUM,
                "Dead letters that may be kept: utkast.dead-letters.maximum",
                reading -> reading.letters().maximum());
        seconds(registry, LETTERS_OLDEST, "Since the oldest dead letter died", OutboxMetrics::oldestSeconds);
        seconds(
                registry,
                LETTERS_KEEP,
                "How long they are kept: utkast.dead-letters.keep",
                reading -> reading.letters().keep().toSeconds());
        FunctionCounter.builder(
                        LETTERS_EXPIRED,
                        readings,
                        now -> now.figure(reading -> reading.letters().expired()))
                .description("Dead letters that went because of a bound")
                .register(registry);
    }

    private static double oldestSeconds(Reading reading) {
        Instant oldest = reading.letters().oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, reading.at()).toSeconds());
    }

    private void commit(MeterRegistry registry, String quantile, ToDoubleFunction<Reading> millis) {
        TimeGauge.builder(COMMIT, readings, TimeUnit.MILLISECONDS, now -> now.figure(millis))
                .description("How long the latest commits took")
                .tags(Tags.of("quantile", quantile))
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<Reading> value) {
        Gauge.builder(name, readings, now -> now.figure(value))
                .description(what)
                .register(registry);
    }

    private void bytes(MeterRegistry registry, String name, String what, ToDoubleFunction<Reading> value) {
        Gauge.builder(name, readings, now -> now.figure(value))
                .description(what)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private void seconds(MeterRegistry registry, String name, String what, ToDoubleFunction<Reading> value) {
        TimeGauge.builder(name, readings, TimeUnit.SECONDS, now -> now.figure(value))
                .description(what)
                .register(registry);
    }
}
