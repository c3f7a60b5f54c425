package io.utkast.cli.doctor;

import io.utkast.app.GatewayConfig;
import io.utkast.hubspot.AppTemplates;
import io.utkast.hubspot.PortalProbe;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.hubspot.vault.VaultException;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import io.utkast.site.SitesConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
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

    /** Stands where there is none; it is never sent. */
    private static final Secret NO_TOKEN = new Secret("");

    /** What is known of the gateway that has, or would have, the data directory. */
    private record GatewayState(boolean running, Function<Portal, Optional<Secret>> refreshTokens) {}

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
        findings.addAll(atOnce(steps(new GatewayState(running, refreshTokens(findings::add)))));
        return findings;
    }

    /** The refresh token that a gateway would use: one that is stored may overrule the configured one. */
    private Function<Portal, Optional<Secret>> refreshTokens(Consumer<Finding> report) {
        try {
            TokenVault vault = TokenVault.open(
                    patient.gateway().dataDir().resolve(TokenVault.FILE),
                    patient.gateway().secretKey().orElse(null));
            return portal ->
                    vault.of(portal.key(), portal.credentials().refreshToken()).current();
        } catch (VaultException e) {
            report.accept(Finding.failure(
                    "stored tokens",
                    "",
                    Objects.requireNonNullElse(e.getMessage(), ""),
                    "a gateway does not start with it"));
            return portal -> Optional.ofNullable(portal.credentials().refreshToken());
        }
    }

    private List<Step> steps(GatewayState gateway) {
        List<Step> steps = new ArrayList<>();
        patient.catalog().portals().stream()
                .filter(orders.portals())
                .sorted(Comparator.comparing(portal -> portal.key().value()))
                .forEach(portal ->
                        steps.add(new Step(portal.key().toString(), report -> portal(portal, gateway, report))));
        AppTemplates.of(patient.catalog(), patient.sitesConfig(), orders.portals())
                .forEach(app -> steps.add(new Step(
                        app.portal().key().toString(),
                        report -> new TemplatesCheck(app, report, orders.request()).look())));
        return steps;
    }

    private void portal(Portal portal, GatewayState gateway, Consumer<Finding> report) {
        Optional<Secret> refreshToken = gateway.refreshTokens().apply(portal);
        boolean stored =
                !refreshToken.equals(Optional.ofNullable(portal.credentials().refreshToken()));
        try (PortalProbe probe = PortalProbe.of(
                portal, refreshToken.orElse(NO_TOKEN), patient.catalog()::site, clock, orders.request())) {
            PortalCheck check = new PortalCheck(portal, probe, stored, report);
            if (!check.reachable()) {
                return;
            }
            if (refreshToken.isEmpty()) {
                check.unconnected();
            } else if (check.refreshToken()) {
                withAccessToken(portal, check, probe, gateway.running(), report);
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
            List<Site> sites = patient.catalog().sites().stream()
                    .filter(site -> site.portal().key().equals(portal.key()))
                    .toList();
            TestEvent.of(sites, clock, random)
                    .ifPresentOrElse(
                            event -> event.send(probe, token, report),
                            () -> report.accept(
                                    TestEvent.impossible(portal.key().value())));
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
