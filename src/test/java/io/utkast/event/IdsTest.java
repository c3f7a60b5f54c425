package io.utkast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of keys and ids. */
class IdsTest {
    private static final String UTK = "3f2a9c0d1e4b5a697887766554433221";

    @Test
    void utkShowsItsPrefixOnly() {
        Utk utk = new Utk(UTK);

        assertThat(utk).hasToString("3f2a9c0d…");
        assertThat(new Visitor("www.example.com", utk).toString()).doesNotContain(UTK.substring(9));
    }

    @Test
    void utkInUpperCaseIsFolded() {
        assertThat(Utk.parse("3F2A9C0D1E4B5A697887766554433221")).contains(new Utk(UTK));
        assertThat(Utk.parse(UTK)).contains(new Utk(UTK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3f2a9c0d1e4b5a69788776655443322",
                "3f2a9c0d1e4b5a6978877665544332211",
                "3f2a9c0d1e4b5a69788776655443322g",
                "3f2a9c0d-1e4b-5a69-7887-76655443",
                "3f2a9c0d1e4b5a69788776655443322\u0661"
            })
    void otherTextIsNoUtk(String text) {
        assertThat(Utk.parse(text)).isEmpty();
        assertThatThrownBy(() -> new Utk(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @Test
    void deliveryIdIsTheOneOfTheContract() {
        DeliveryId id = DeliveryId.of("4242", new SiteKey("shop"), new Utk(UTK), new EventId("01JD3Z6V8Q0G4M7X"));

        // printf '%s' '<utk>:01JD3Z6V8Q0G4M7X' | sha256sum | cut -c1-32
        assertThat(id).hasToString("4242:shop:c2c91c5c2268730de9ca0210fda9b5ac");
    }

    @Test
    void deliveryIdDiffersByVisitorSiteEventAndPortal() {
        SiteKey shop = new SiteKey("shop");
        Utk other = new Utk("00000000000000000000000000000001");
        EventId event = new EventId("01JD3Z6V8Q0G4M7X");

        assertThat(List.of(
                        DeliveryId.of("4242", shop, new Utk(UTK), event),
                        DeliveryId.of("acme", shop, new Utk(UTK), event),
                        DeliveryId.of("4242", new SiteKey("blog"), new Utk(UTK), event),
                        DeliveryId.of("4242", shop, other, event),
                        DeliveryId.of("4242", shop, new Utk(UTK), new EventId("01JD3Z6V8Q0G4M7Y"))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "01JD3Z6V8Q0G4M7X", "a-b_C-d_9", "--------"})
    void takesEventIds(String text) {
        assertThat(EventId.isValid(text)).isTrue();
        assertThat(new EventId("x".repeat(64)).value()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "with space", "ümlaut-ü", "semi;colon", "quote\"quote", "new\nline-1"})
    void refusesOtherEventIds(String text) {
        assertThat(EventId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new EventId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventId("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page_view", "a", "signup_started", "v2", "consents"})
    void takesEventTypes(String text) {
        assertThat(new EventType(text)).hasToString(text);
        assertThat(EventType.isValid("a".repeat(64))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "consent", "Page", "_page", "2page", "page-view", "page view", "pagé"})
    void refusesOtherEventTypes(String text) {
        assertThat(EventType.isValid(text)).isFalse();
        assertThat(EventType.isValid("a".repeat(65))).isFalse();
        assertThatThrownBy(() -> new EventType(text)).hasMessageContaining("'%s'", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "s", "my-shop-2"})
    void takesSiteAndPortalKeys(String text) {
        assertThat(new SiteKey(text)).hasToString(text);
        assertThat(new PortalKey(text)).hasToString(text);
        assertThat(SiteKey.isValid("a".repeat(32))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "2shop", "-shop", "my_shop", "my.shop", "shöp"})
    void refusesOtherSiteAndPortalKeys(String text) {
        assertThat(SiteKey.isValid(text)).isFalse();
        assertThat(SiteKey.isValid("a".repeat(33))).isFalse();
        assertThatThrownBy(() -> new SiteKey(text)).hasMessageContaining("'%s' is not a site key", text);
        assertThatThrownBy(() -> new PortalKey(text)).hasMessageContaining("'%s' is not a portal key", text);
    }

    @Test
    void sharesAreReadFromPercentages() {
        assertThat(Share.parse("10%").fraction()).isEqualTo(0.1);
        assertThat(Share.parse(" 12.5% ").fraction()).isEqualTo(0.125);
        assertThat(Share.parse("0%").fraction()).isZero();
        assertThat(Share.parse("100%").fraction()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "0.1", "%", "ten%", "-1%", "101%", "NaN%", "Infinity%"})
    void refusesOtherShares(String text) {
        assertThatThrownBy(() -> Share.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'%s'", text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "1K, 1024", "2m, 2097152", " 10G , 10737418240", "1T, 1099511627776"})
    void sizesAreReadWithTheirUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "10GB", "-1K", "1.5G", "999999999999999T", "9999999999999999"})
    void refusesOtherSizes(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'%s'", text);
    }
}
