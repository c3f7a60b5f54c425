package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.support.Settings;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final VisitorKey ANN = visitor(1);
    private static final VisitorKey BEN = visitor(2);
    private static final AddressKey HOME = new AddressKey(1);
    private static final AddressKey OFFICE = new AddressKey(2);

    private static final SiteKey SHOP = new SiteKey("shop");
    private static final SiteKey BLOG = new SiteKey("blog");
    private static final SiteKey THIRD = new SiteKey("third");

    private final TestClock clock = new TestClock();

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
        assertThat(limits.acquire(null, null, SHOP, 1)).isNull();

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
        Limits limits = limits("maximum-visitors", 100, "site", 1_000_000);

        for (int i = 0; i < 10_000; i++) {
            assertThat(limits.acquire(visitor(i), null, SHOP, 1)).isNull();
        }

        assertThat(limits.visitors()).isLessThanOrEqualTo(100);
    }

    @Test
    void visitorIsRememberedAsLongAsHisBucketIsNotFull() {
        Limits limits = limits("visitor", 2);
        assertThat(limits.acquire(ANN, null, SHOP, 2)).isNull();
        clock.pass(Duration.ofSeconds(29));
        assertThat(limits.acquire(ANN, null, SHOP, 1)).isNotNull();
        clock.pass(Duration.ofSeconds(1));

        assertThat(limits.acquire(ANN, null, SHOP, 1)).isNull();
        assertThat(limits.acquire(ANN, null, SHOP, 1)).isNotNull();
        assertThat(limits.visitorHitRatio()).isEqualTo(0.75);
    }

    @Test
    void limitThatIsSwitchedOffRefusesNobody() {
        Map<String, String> off = new HashMap<>();
        for (String scope : new String[] {"visitor", "address", "site"}) {
            off.put("utkast.limits." + scope + ".enabled", "false");
            off.put("utkast.limits." + scope + ".events", "1");
        }
        Limits limits = new Limits(Settings.read(LimitsConfig.class, off), clock.ticker());

        for (int i = 0; i < 100; i++) {
            assertThat(limits.acquire(ANN, HOME, SHOP, 50)).isNull();
        }
        assertThat(limits.visitors()).isZero();
        assertThat(limits.visitorHitRatio()).isZero();
    }

    @Test
    void sameUtkOnAnotherDomainIsAnotherVisitor() {
        Utk utk = new Utk("00000000000000000000000000000001");

        assertThat(VisitorKey.of(new Visitor("a.example.com", utk)))
                .isNotEqualTo(VisitorKey.of(new Visitor("b.example.com", utk)))
                .isEqualTo(VisitorKey.of(new Visitor("a.example.com", utk)));
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
        return new Limits(Settings.read(LimitsConfig.class, properties), clock.ticker());
    }

    private static VisitorKey visitor(int number) {
        return VisitorKey.of(new Visitor("www.example.com", new Utk(String.format("%032x", number))));
    }
}
