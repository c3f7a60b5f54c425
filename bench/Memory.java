package io.utkast.admit;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.ObjectName;

/** Fills the limiter and the duplicate memory, and prints by which classes the live heap grew. See memory.mjs. */
public class Memory {
    private static final int LISTED = 12;
    private static final double MEGABYTE = 1e6;

    public static void main(String[] arguments) throws Exception {
        int visitors = Integer.parseInt(arguments[0]);
        Map<String, String> bounds = Map.of(
                "utkast.limits.maximum-visitors", String.valueOf(visitors),
                "utkast.duplicates.maximum", String.valueOf(visitors),
                "utkast.limits.site.enabled", "false");
        SecureRandom random = new SecureRandom();
        Visitors known = new Visitors(visitors, random, System::nanoTime);
        Limits limits = new Limits(config(LimitsConfig.class, bounds), known, random, System::nanoTime);
        DuplicateMemory duplicates = new DuplicateMemory(config(DuplicatesConfig.class, bounds), random, System::nanoTime);
        fill(limits, duplicates, 0, 100);
        Map<String, Long> before = histogram();

        fill(limits, duplicates, 100, visitors);
        report(before, histogram());
        System.out.printf("visitors %d, addresses %d, ids %d%n",
                known.size(), limits.addresses().size(), duplicates.status().size());

        fill(limits, duplicates, visitors, 3 * visitors);
        System.out.println("after twice as many more:");
        report(before, histogram());
        System.out.printf("visitors %d, addresses %d, ids %d%n",
                known.size(), limits.addresses().size(), duplicates.status().size());
    }

    private static void fill(Limits limits, DuplicateMemory duplicates, int from, int to) {
        SiteKey site = new SiteKey("shop");
        for (int i = from; i < to; i++) {
            Utk utk = new Utk(String.format("%032x", i * 0x9E3779B97F4A7C15L));
            byte[] address = {(byte) (i >> 24), (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            limits.acquire(new Visitor("www.example.com", utk), address, site, 1);
            DeliveryId id = DeliveryId.of("4242", site, utk, new EventId(String.format("event-%010d", i)));
            duplicates.claim(id);
            duplicates.confirm(List.of(id));
        }
    }

    private static <T> T config(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "bench", 400))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }

    /** Live bytes by class; asking for it collects garbage first. */
    private static Map<String, Long> histogram() throws Exception {
        String text = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new TreeMap<>();
        text.lines().map(line -> line.trim().split("\\s+")).filter(cells -> cells.length >= 4 && cells[0].endsWith(":"))
                .forEach(cells -> bytes.merge(cells[3], Long.parseLong(cells[2]), Long::sum));
        return bytes;
    }

    private static void report(Map<String, Long> before, Map<String, Long> after) {
        long total = 0;
        Map<Long, String> grown = new TreeMap<>();
        for (Map.Entry<String, Long> entry : after.entrySet()) {
            long more = entry.getValue() - before.getOrDefault(entry.getKey(), 0L);
            total += more;
            grown.put(-more, entry.getKey());
        }
        System.out.printf("live heap grew by %.1f MB%n", total / MEGABYTE);
        grown.entrySet().stream().limit(LISTED).filter(entry -> entry.getKey() < -100_000).forEach(entry ->
                System.out.printf("  %7.1f MB %s%n", -entry.getKey() / MEGABYTE, entry.getValue()));
    }
}
