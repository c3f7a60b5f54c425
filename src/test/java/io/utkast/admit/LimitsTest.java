package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.support.Settings;
import io.utkast.support.TestClock;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Visitor ANN = visitor(1);
    private static final Visitor BEN = visitor(2);
    private static final byte[] HOME = {10, 0, 0, 1};
    private static final byte[] OFFICE = {10, 0, 0, 2};
    private static final byte[] NOWHERE = {};

    private static final SiteKey SHOP = new SiteKey("shop");
    private static final SiteKey BLOG = new SiteKey("blog");
    private static final SiteKey THIRD = new SiteKey("third");

    private final TestClock clock = new TestClock();
    private Visitors visitors = visitors(1_000_000);

    @Test
    void refusesEachScopeByItsName() {
        Limits limits = limits("visitor", 2, "address", 4, "site", 6);

        assertThat(limits.acquire(ANN, HOME, SHOP, 2)).isNull();
        assertThat(limits.acquire(ANN, HOME, SHOP, 1))
                .isEqualTo(new Limits.Over(Limits.Scope.VISITOR, Duration.ofSeconds(30)));
        assertThat(limits.acquire(BEN, HOME, SHOP, 2)).isNull();
        assertThat(limits.acquire(visitor(3), HOME, SHOP, 1))
                .isEqualTo(new Limits.Over(Limits.Scope.ADDRESS, Duration.ofSeconds(15)));
        assertThat(limits.acquire(visitor(3), OFFICE, SHOP, 2)).isNull();
        assertThat(limits.acquire(visitor(4), OFFICE, SHOP, 1))
                .isEqualTo(new Limits.Over(Limits.Scope.SITE, Duration.ofSeconds(10)));
        assertThat(limits.acquire(visitor(4), OFFICE, BLOG, 1)).isNull();
    }

    @Test
    void refusedRequestTakesFromNoBucket() {
        Limits limits = limits("visitor", 2, "address", 3, "site", 1);
        assertThat(limits.acquire(null, NOWHERE, SHOP, 1)).isNull();

        for (int i = 0; i < 10; i++) {
            assertThat(limits.acquire(ANN, HOME, SHOP, 1))
                    .extracting(Limits.Over::scope)
                    .isEqualTo(Limits.Scope.SITE);
        }

        assertThat(limits.acquire(ANN, HOME, BLOG, 2)).as("whole buckets").isNull();
        assertThat(limits.acquire(null, HOME, THIRD, 1)).as("whole buckets").isNull();
    }

    @Test
    void retryAtTheToldTimeIsGranted() {
        Limits limits = limits("visitor", 120, "address", 600, "site", 5000);
        assertThat(limits.acquire(ANN, HOME, SHOP, 100)).isNull();
        Limits.Over over = limits.acquire(ANN, HOME, SHOP, 50);
        assertThat(over).isEqualTo(new Limits.Over(Limits.Scope.VISITOR, Duration.ofSeconds(15)));

        clock.pass(Duration.ofSeconds(15));

        assertThat(limits.acquire(ANN, HOME, SHOP, 50)).isNull();
    }

    @Test
    void costAboveTheBucketIsCappedSoThatRetryCanSucceed() {
        Limits limits = limits("visitor", 10, "address", 600, "site", 5000);
        assertThat(limits.acquire(ANN, HOME, SHOP, 50)).isNull();
        assertThat(limits.acquire(ANN, HOME, SHOP, 50))
                .isEqualTo(new Limits.Over(Limits.Scope.VISITOR, Duration.ofMinutes(1)));

        clock.pass(Duration.ofMinutes(1));

        assertThat(limits.acquire(ANN, HOME, SHOP, 50)).isNull();
    }

    @Test
    void forgetsVisitorsBeyondItsBound() {
        visitors = visitors(100);
        Limits limits = limits("site", 1_000_000);

        for (int i = 0; i < 10_000; i++) {
            assertThat(limits.acquire(visitor(i), NOWHERE, SHOP, 1)).isNull();
        }

        assertThat(visitors.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void visitorIsRememberedAsLongAsHisBucketIsNotFull() {
        Limits limits = limits("visitor", 2);
        assertThat(limits.acquire(ANN, NOWHERE, SHOP, 2)).isNull();
        clock.pass(Duration.ofSeconds(29));
        assertThat(limits.acquire(ANN, NOWHERE, SHOP, 1)).isNotNull();
        clock.pass(Duration.ofSeconds(1));

        assertThat(limits.acquire(ANN, NOWHERE, SHOP, 1)).isNull();
        assertThat(limits.acquire(ANN, NOWHERE, SHOP, 1)).isNotNull();
        assertThat(visitors.hitRatio()).isEqualTo(0.75);
    }

    @Test
    void limitThatIsSwitchedOffRefusesNobody() {
        Map<String, String> off = new HashMap<>();
        for (String scope : new String[] {"visitor", "address", "site"}) {
            off.put("utkast.limits." + scope + ".enabled", "false");
            off.put("utkast.limits." + scope + ".events", "1");
        }
        Limits limits =
                new Limits(Settings.read(LimitsConfig.class, off), visitors, new SecureRandom(), clock.ticker());

        for (int i = 0; i < 100; i++) {
            assertThat(limits.acquire(ANN, HOME, SHOP, 50)).isNull();
        }
        assertThat(visitors.size()).isZero();
    }

    @Test
    void sameUtkOnAnotherDomainIsAnotherVisitor() {
        Utk utk = new Utk("00000000000000000000000000000001");

        VisitorState one = visitors.of(new Visitor("a.example.com", utk));

        assertThat(visitors.of(new Visitor("a.example.com", utk))).isSameAs(one);
        assertThat(visitors.of(new Visitor("b.example.com", utk))).isNotEqualTo(one);
    }

    @Test
    void retryAfterIsThatOfTheLastOfAllLimits() {
        Limits limits = limits("visitor", 60, "address", 120, "site", 30);
        assertThat(limits.acquire(ANN, HOME, SHOP, 30)).isNull();
        assertThat(limits.acquire(ANN, HOME, BLOG, 30)).isNull();

        // One of the visitor's in 1 s, of the address's at once, of the site's in 2 s.
        assertThat(limits.acquire(ANN, HOME, SHOP, 1))
                .isEqualTo(new Limits.Over(Limits.Scope.SITE, Duration.ofSeconds(2)));
        clock.pass(Duration.ofSeconds(2));
        assertThat(limits.acquire(ANN, HOME, SHOP, 1)).isNull();

        // And of the visitor's 30 in 29 s, of the site's in a minute: the later one counts.
        assertThat(limits.acquire(ANN, HOME, SHOP, 30))
                .isEqualTo(new Limits.Over(Limits.Scope.SITE, Duration.ofSeconds(60)));
    }

    @Test
    void retryAfterOfAnAddressIsTheVisitorsIfThatIsLonger() {
        Limits limits = limits("visitor", 1, "address", 2);
        assertThat(limits.acquire(ANN, HOME, SHOP, 1)).isNull();
        assertThat(limits.acquire(BEN, HOME, SHOP, 1)).isNull();

        assertThat(limits.acquire(ANN, HOME, SHOP, 1))
                .isEqualTo(new Limits.Over(Limits.Scope.ADDRESS, Duration.ofMinutes(1)));
    }

    @Tag("slow")
    @Test
    void floodOfInventedVisitorsEndsAtItsAddressAndPushesNobodyOut() {
        visitors = visitors(2000);
        Limits limits = limits("visitor", 1, "address", 600);
        byte[] attacker = {66, 6, 6, 6};
        for (int i = 0; i < 400; i++) {
            assertThat(limits.acquire(visitor(i), NOWHERE, SHOP, 1)).isNull();
        }

        for (int i = 0; i < 100_000; i++) {
            limits.acquire(visitor(1_000_000 + i), attacker, SHOP, 1);
        }

        assertThat(visitors.size())
                .as("the honest ones, and no more than the address may send")
                .isEqualTo(400 + 600);
        assertThat(stillLimited(400, i -> limits.acquire(visitor(i), NOWHERE, SHOP, 1)))
                .isEqualTo(400);
    }

    @Tag("slow")
    @Test
    void floodOfVisitorsFromManyAddressesDoesNotPushOutWhoComesOften() {
        visitors = visitors(2000);
        Limits limits = limits("visitor", 5, "site", 1_000_000_000);
        for (int i = 0; i < 5 * 1000; i++) {
            assertThat(limits.acquire(visitor(i % 1000), NOWHERE, SHOP, 1)).isNull();
        }

        for (int i = 0; i < 100_000; i++) {
            limits.acquire(visitor(1_000_000 + i), network(i), SHOP, 1);
            if (i % 100 == 0) {
                limits.acquire(visitor(i / 100), NOWHERE, SHOP, 1);
            }
        }

        // Not all: the flood may push out the hundredth that Caffeine's window for newcomers holds when it begins.
        assertThat(stillLimited(1000, i -> limits.acquire(visitor(i), NOWHERE, SHOP, 1)))
                .isGreaterThan(950);
        assertThat(visitors.size()).isLessThanOrEqualTo(2000);
    }

    @Tag("slow")
    @Test
    void floodOfNetworksDoesNotPushOutAddressesThatComeOften() {
        Limits limits = limits("maximum-visitors", 10_000, "address", 5, "site", 1_000_000_000);
        for (int i = 0; i < 5 * 400; i++) {
            assertThat(limits.acquire(null, home(i % 400), SHOP, 1)).isNull();
        }

        for (int i = 0; i < 40_000; i++) {
            limits.acquire(null, network(i), SHOP, 1);
            if (i % 100 == 0) {
                limits.acquire(null, home(i / 100), SHOP, 1);
            }
        }

        assertThat(limits.addresses().maximum()).isEqualTo(1000);
        // Not all: as above.
        assertThat(stillLimited(400, i -> limits.acquire(null, home(i), SHOP, 1)))
                .isGreaterThan(380);
    }

    @Test
    void addressesInMemoryAreTenthOfTheVisitors() {
        Limits limits = limits("maximum-visitors", 1000, "site", 1_000_000);

        for (int i = 0; i < 10_000; i++) {
            limits.acquire(null, new byte[] {10, 0, (byte) (i >> 8), (byte) i}, SHOP, 1);
        }

        assertThat(limits.addresses().maximum()).isEqualTo(100);
        assertThat(limits.addresses().size()).isLessThanOrEqualTo(100);
    }

    /** How many of so many are over their limit: who was forgotten would have a fresh bucket. */
    private static long stillLimited(int count, IntFunction<Limits.@Nullable Over> visit) {
        return IntStream.range(0, count)
                .mapToObj(visit)
                .filter(Objects::nonNull)
                .count();
    }

    private Limits limits(Object... entries) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            boolean scope = !entries[i].equals("maximum-visitors");
            properties.put("utkast.limits." + entries[i] + (scope ? ".events" : ""), String.valueOf(entries[i + 1]));
            if (scope) {
                properties.put("utkast.limits." + entries[i] + ".per", "PT1M");
            }
        }
        return new Limits(Settings.read(LimitsConfig.class, properties), visitors, new SecureRandom(), clock.ticker());
    }

    private Visitors visitors(int maximum) {
        return new Visitors(maximum, new SecureRandom(), clock.ticker());
    }

    private static Visitor visitor(int number) {
        return new Visitor("www.example.com", new Utk(String.format("%032x", number)));
    }

    /** An IPv4 address for each number. */
    private static byte[] home(int number) {
        return ByteBuffer.allocate(4).putInt(10 << 24 | number).array();
    }

    /** An IPv6 address for each number, each in a /64 of its own. */
    private static byte[] network(int number) {
        return ByteBuffer.allocate(16).putInt(0x2001_0db8).putInt(number).array();
    }
}
