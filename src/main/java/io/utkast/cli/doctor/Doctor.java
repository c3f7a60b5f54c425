package io.utkast.cli.doctor;

import io.utkast.app.GatewayConfig;
import io.utkast.hubspot.AppTemplates;
import io.utkast.hubspot.PortalProbe;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.SitesConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Runs the checks of a configuration that is right in itself: first this machine, then each portal. */
public final class Doctor {
    /** Enough for a handful of portals at once, few enough for a small machine. */
    private static final int AT_ONCE = 8;

    /** What is to be looked at. */
    public record Patient(GatewayConfig gateway, OutboxConfig outbox, SitesConfig sitesConfig, Catalog catalog) {}

    /**
     * How far to go.
     *
     * @param refresh ask for an access token, even while a gateway runs
     * @param sendTest send a test event, which needs an access token
     * @param request what one request may take
     * @param all what all of it may take
     */
    public record Orders(
            Predicate<Portal> portals, boolean refresh, boolean sendTest, Duration request, Duration all) {}

    private final Patient patient;
    private final Orders orders;
    private final Clock clock;
    private final FileLocks locks;
    private final RandomGenerator random;

    /** A doctor for this configuration. */
    public Doctor(Patient patient, Orders orders, Clock clock) {
        this(patient, orders, clock, FileLocks.ofThisMachine(), new SecureRandom());
    }

    Doctor(Patient patient, Orders orders, Clock clock, FileLocks locks, RandomGenerator random) {
        this.patient = patient;
        this.orders = orders;
        this.clock = clock;
        this.locks = locks;
        this.random = random;
    }

    /** The findings, in a fixed order. Takes no longer than ordered. */
    public List<Finding> examine() {
        DataDirCheck dataDir = new DataDirCheck(
                patient.gateway().dataDir(), patient.outbox().capacity().bytes(), locks);
        List<Finding> findings = new ArrayList<>(dataDir.look());
        findings.addAll(new PagesCheck(
                        patient.gateway().publicUrl(), patient.sitesConfig().sites())
                .look());
        boolean running = dataDir.lock() instanceof FileLocks.Lock.Held;
        findings.addAll(atOnce(steps(running)));
        return findings;
    }

    private List<Step> steps(boolean running) {
        List<Step> steps = new ArrayList<>();
        patient.catalog().portals().stream()
                .filter(orders.portals())
                .sorted(Comparator.comparing(portal -> portal.key().value()))
                .forEach(portal ->
                        steps.add(new Step(portal.key().toString(), report -> portal(portal, running, report))));
        AppTemplates.of(patient.catalog(), patient.sitesConfig(), orders.portals())
                .forEach(app -> steps.add(new Step(
                        app.portal().key().toString(),
                        report -> new TemplatesCheck(app, report, orders.request()).look())));
        return steps;
    }

    private void portal(Portal portal, boolean running, Consumer<Finding> report) {
        Secret refreshToken = portal.credentials().refreshToken();
        if (refreshToken == null) {
            report.accept(Finding.skipped(
                    "refresh token",
                    portal.key().value(),
                    "none in the configuration: the portal is connected in the browser",
                    "the admin page tells whether the stored one serves"));
            return;
        }
        try (PortalProbe probe =
                PortalProbe.of(portal, refreshToken, patient.catalog()::site, clock, orders.request())) {
            PortalCheck check = new PortalCheck(portal, probe, report);
            if (check.reachable() && check.refreshToken()) {
                withAccessToken(portal, check, probe, running, report);
            }
        }
    }

    /** A refresh might end the refresh token that a gateway uses, so it is not done unasked. */
    private void withAccessToken(
            Portal portal, PortalCheck check, PortalProbe probe, boolean running, Consumer<Finding> report) {
        boolean wanted = orders.refresh() || orders.sendTest();
        if (!wanted || (running && !orders.refresh())) {
            report.accept(Finding.skipped(
                    "access token",
                    portal.key().value(),
                    running && wanted ? "not asked for while a gateway runs" : "not asked for",
                    "--refresh asks for one and shows the quota" + (running ? ", though a gateway runs" : "")));
            return;
        }
        Secret token = check.accessToken();
        if (token != null && orders.sendTest()) {
            TestEvent.of(
                            patient.catalog().sites().stream()
                                    .filter(site -> site.portal().key().equals(portal.key()))
                                    .toList(),
                            clock,
                            random)
                    .ifPresent(event -> event.send(probe, token, report));
        }
    }

    /** Looks at one thing and reports as it goes, so that what was found before the time is over is not lost. */
    private record Step(String subject, Consumer<Consumer<Finding>> look, List<Finding> found) {
        Step(String subject, Consumer<Consumer<Finding>> look) {
            this(subject, look, Collections.synchronizedList(new ArrayList<>()));
        }

        Callable<Void> work() {
            return () -> {
                look.accept(found::add);
                return null;
            };
        }
    }

    private List<Finding> atOnce(List<Step> steps) {
        ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("doctor-", 0).factory());
        try {
            List<Future<Void>> ends = threads.invokeAll(
                    steps.stream().map(Step::work).toList(), orders.all().toMillis(), TimeUnit.MILLISECONDS);
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                findings.addAll(List.copyOf(step.found()));
                trouble(ends.get(i)).ifPresent(what -> findings.add(unfinished(step.subject(), what)));
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(unfinished("", "interrupted"));
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<String> trouble(Future<Void> end) {
        return switch (end.state()) {
            case SUCCESS -> Optional.empty();
            case CANCELLED, RUNNING ->
                Optional.of("not finished within " + orders.all().toSeconds() + " s");
            case FAILED ->
                Optional.of("gave up: " + end.exceptionNow().getClass().getSimpleName());
        };
    }

    private static Finding unfinished(String subject, String what) {
        return Finding.failure("examination", subject, what, "run it again with --portal, or with a longer --timeout");
    }
}
