package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.TestClock;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Duration REFILL = Duration.ofHours(2);

    private final TestClock clock = new TestClock();
    private final Addresses addresses = new Addresses(1000, REFILL, new SecureRandom(), clock.ticker());

    @Test
    void eachIpv4AddressHasItsBucket() {
        assertThat(bucket("192.0.2.1")).isSameAs(bucket("192.0.2.1")).isNotSameAs(bucket("192.0.2.2"));
    }

    @Test
    void ipv6AddressesOfOneNetworkShareTheirBucket() {
        assertThat(bucket("2001:db8:1:2::1"))
                .isSameAs(bucket("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotSameAs(bucket("2001:db8:1:3::1"));
    }

    @Test
    void ipv4AddressInIpv6FormIsTheSame() {
        assertThat(bucket("::ffff:192.0.2.1")).isSameAs(bucket("192.0.2.1"));
    }

    @Test
    void newKeyEachDayGivesNobodyFreshBucket() {
        AtomicLong before = bucket("192.0.2.1");
        clock.pass(Duration.ofHours(23));
        AtomicLong used = bucket("192.0.2.1");
        used.set(4711);
        clock.pass(Duration.ofHours(1));

        AtomicLong after = bucket("192.0.2.1");

        assertThat(before).as("forgotten after its refill").isNotSameAs(used);
        assertThat(after).as("under another key").isNotSameAs(used).hasValue(4711);
        assertThat(bucket("192.0.2.1")).isSameAs(after);
        assertThat(bucket("192.0.2.2")).doesNotHaveValue(4711);
    }

    @Test
    void keyOfTwoDaysAgoIsGone() {
        Addresses slow = new Addresses(1000, Duration.ofDays(30), new SecureRandom(), clock.ticker());
        slow.bucket(bytes("192.0.2.1")).set(4711);
        clock.pass(Duration.ofDays(1));
        slow.bucket(bytes("192.0.2.9"));
        clock.pass(Duration.ofDays(1));

        assertThat(slow.bucket(bytes("192.0.2.1"))).doesNotHaveValue(4711);
    }

    @Test
    void countsNetworksAndHowManyWereKnown() {
        bucket("192.0.2.1");
        bucket("192.0.2.2");
        bucket("192.0.2.2");
        bucket("192.0.2.2");

        assertThat(addresses.size()).isEqualTo(2);
        assertThat(addresses.hitRatio()).isStrictlyBetween(0.0, 1.0);
    }

    @Tag("slow")
    @Test
    void remembersNoMoreThanItsBound() {
        for (int i = 0; i < 20_000; i++) {
            addresses.bucket(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
        }

        assertThat(addresses.size()).isLessThanOrEqualTo(1000);
    }

    private AtomicLong bucket(String address) {
        return addresses.bucket(bytes(address));
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }
}
