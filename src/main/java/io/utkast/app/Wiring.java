package io.utkast.app;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.admin.AdminConfig;
import io.utkast.admin.CollectTimes;
import io.utkast.admin.PublicAddress;
import io.utkast.admin.receipts.Trail;
import io.utkast.admit.Admission;
import io.utkast.admit.BotRules;
import io.utkast.admit.BotsConfig;
import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.Limits;
import io.utkast.admit.LimitsConfig;
import io.utkast.admit.Visitors;
import io.utkast.collect.CollectConfig;
import io.utkast.collect.CollectCounters;
import io.utkast.collect.CollectGate;
import io.utkast.collect.Collector;
import io.utkast.collect.IssuedSnippets;
import io.utkast.collect.PageTokens;
import io.utkast.collect.RequestTimes;
import io.utkast.collect.SiteLookup;
import io.utkast.collect.Snippets;
import io.utkast.collect.VerdictListener;
import io.utkast.event.Receipt;
import io.utkast.outbox.Outbox;
import io.utkast.site.Catalog;
import io.utkast.site.CatalogReader;
import io.utkast.site.ConfigFault;
import io.utkast.site.PortalsConfig;
import io.utkast.site.Site;
import io.utkast.site.SitesConfig;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts of the browser's door and gives each its collaborators. */
@Singleton
final class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    /** The one place where time comes in. */
    @Produces
    @Singleton
    @SuppressWarnings("TimeZoneUsage")
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Catalog catalog(GatewayConfig gateway, CollectConfig collect, SitesConfig sites, PortalsConfig portals) {
        if (!gateway.gateway().enabled()) {
            return new Catalog(List.of(), List.of());
        }
        CatalogReader reader = new CatalogReader(sites, portals);
        List<ConfigFault> faults = new ArrayList<>(GatewayFaults.of(gateway, collect, portals));
        faults.addAll(reader.faults());
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration has mistakes; Utkast does not start.\n"
                    + faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n")));
        }
        reader.warnings().forEach(warning -> LOG.warnf("configuration oddity %s", warning));
        return reader.catalog();
    }

    @Produces
    @Singleton
    Visitors visitors(LimitsConfig config) {
        check(config);
        return new Visitors(config.maximumVisitors(), new SecureRandom(), Ticker.systemTicker());
    }

    @Produces
    @Singleton
    Limits limits(LimitsConfig config, Visitors visitors) {
        check(config);
        return new Limits(config, visitors, new SecureRandom(), Ticker.systemTicker());
    }

    @Produces
    @Singleton
    BotRules bots(BotsConfig config) {
        return new BotRules(config);
    }

    @Produces
    @Singleton
    DuplicateMemory duplicates(DuplicatesConfig config) {
        check(config);
        return new DuplicateMemory(config, new SecureRandom(), Ticker.systemTicker());
    }

    @Produces
    @Singleton
    Admission.Senders senders(Limits limits, Visitors visitors, BotRules bots) {
        return new Admission.Senders(limits, visitors, bots);
    }

    @Produces
    @Singleton
    Admission admission(Admission.Senders senders, CollectConfig config, Clock clock) {
        Bounds.positive("utkast.collect.max-age", config.maxAge());
        return new Admission(senders, config.maxAge(), new SecureRandom(), clock);
    }

    @Produces
    @Singleton
    CollectCounters counters(Catalog catalog) {
        return new CollectCounters(catalog);
    }

    @Produces
    @Singleton
    PageTokens pageTokens(Catalog catalog, GatewayConfig gateway, Instance<DataDirectory> data, Clock clock) {
        boolean wanted = catalog.sites().stream().anyMatch(Site::pageToken);
        return new PageTokens(PageTokenKey.of(gateway.secretKey(), wanted ? data.get() : null), clock);
    }

    @Produces
    @Singleton
    SiteLookup lookup(Catalog catalog, PageTokens tokens) {
        return new SiteLookup(catalog, tokens);
    }

    /** Where the operator's door is shut, nothing is noted for it. */
    @Produces
    @Singleton
    Collector.Doors doors(DuplicateMemory duplicates, Outbox outbox, Trail trail, AdminConfig admin) {
        VerdictListener listener = admin.token().isPresent() ? trail : handled -> {};
        return new Collector.Doors(duplicates, outbox, listener);
    }

    @Produces
    @Singleton
    Collector collector(
            SiteLookup lookup, Admission admission, Collector.Doors doors, CollectCounters counters, Traces traces) {
        doors.outbox().revocations().onDropped(counters::dropped);
        return new Collector(lookup, admission, doors, counters, () -> traces.noted(newReceipt()));
    }

    @Produces
    @Singleton
    CollectGate gate(Catalog catalog, CollectConfig config, RequestTimes times) {
        return new CollectGate(catalog, config.path(), times);
    }

    /** Where the operator has Quarkus leave out other paths than ours, Quarkus times the collect endpoint itself. */
    @Produces
    @Singleton
    RequestTimes times(
            @ConfigProperty(name = "quarkus.micrometer.binder.http-server.ignore-patterns")
                    Optional<List<String>> leftOut,
            CollectConfig config,
            MeterRegistry registry) {
        List<String> patterns = leftOut.orElseGet(List::of);
        boolean ours = Stream.of(config.path(), CollectConfig.USUAL_PATH)
                .allMatch(path -> patterns.stream().anyMatch(path::matches));
        RequestTimes.Listener listener =
                ours ? new CollectTimes(registry, config.path()) : (method, status, time, unit) -> {};
        return new RequestTimes(config.path(), listener);
    }

    @Produces
    @Singleton
    PublicAddress address(GatewayConfig gateway) {
        return new PublicAddress(gateway.publicUrl().orElse(null));
    }

    @Produces
    @Singleton
    Snippets snippets(
            Catalog catalog, GatewayConfig gateway, CollectConfig collect, DataDirectory directory, PageTokens tokens) {
        String base = gateway.publicUrl()
                .map(url -> url.toString().replaceAll("/+$", ""))
                .orElse("");
        try {
            IssuedSnippets issued = IssuedSnippets.in(directory.file("snippets"), clock());
            return new Snippets(catalog, collect.path(), base, issued, tokens);
        } catch (IOException e) {
            throw new ConfigurationException("utkast.data-dir: a snippet cannot be kept: " + e.getMessage());
        }
    }

    static void check(LimitsConfig config) {
        Bounds.positive("utkast.limits.maximum-visitors", config.maximumVisitors());
        check("utkast.limits.visitor", config.visitor());
        check("utkast.limits.address", config.address());
        check("utkast.limits.site", config.site());
    }

    static void check(DuplicatesConfig config) {
        Bounds.positive("utkast.duplicates.maximum", config.maximum());
        Bounds.positive("utkast.duplicates.keep", config.keep());
    }

    private static void check(String key, LimitsConfig.Limit limit) {
        Bounds.positive(key + ".events", limit.events());
        Bounds.positive(key + ".per", limit.per());
    }

    /** Unique, not secret: it opens nothing without the admin token. */
    private static Receipt newReceipt() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return new Receipt(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }
}
