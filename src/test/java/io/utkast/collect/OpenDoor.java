package io.utkast.collect;

import io.utkast.admit.Admission;
import io.utkast.admit.Agent;
import io.utkast.admit.BotRules;
import io.utkast.admit.BotsConfig;
import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.Limits;
import io.utkast.admit.LimitsConfig;
import io.utkast.admit.Visitors;
import io.utkast.event.Receipt;
import io.utkast.outbox.Outbox;
import io.utkast.site.Catalog;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import io.utkast.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/** A collector of the site {@code shop} that limits nobody, without HTTP before it. */
final class OpenDoor {
    private OpenDoor() {}

    static Collector over(Outbox outbox, TestClock clock) {
        Catalog catalog = Sites.withShop().catalog();
        SecureRandom random = new SecureRandom();
        Visitors visitors = new Visitors(1000, random, clock.ticker());
        Map<String, String> unlimited = Map.of(
                "utkast.limits.visitor.enabled", "false",
                "utkast.limits.address.enabled", "false",
                "utkast.limits.site.enabled", "false");
        Admission admission = new Admission(
                new Admission.Senders(
                        new Limits(Settings.read(LimitsConfig.class, unlimited), visitors, random, clock.ticker()),
                        visitors,
                        new BotRules(Settings.defaults(BotsConfig.class))),
                Duration.ofDays(7),
                random,
                clock);
        DuplicateMemory memory = new DuplicateMemory(Settings.defaults(DuplicatesConfig.class), random, clock.ticker());
        return new Collector(
                new SiteLookup(catalog, new PageTokens(new byte[32], clock)),
                admission,
                new Collector.Doors(memory, outbox, handled -> {}),
                new CollectCounters(catalog),
                () -> new Receipt("r"));
    }

    /** A request of a page of the shop's. */
    static Incoming incoming(byte[] body) {
        return new Incoming(
                body,
                null,
                "https://shop.example.com",
                null,
                null,
                null,
                new Agent(null, null, true),
                false,
                false,
                new byte[0],
                Runnable::run);
    }
}
