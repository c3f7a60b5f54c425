package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private static final char NBSP = '\u00a0';

    @ParameterizedTest
    @CsvSource({
        "0, –",
        "0.04, 0.0 s",
        "0.44, 0.4 s",
        "12.3, 12 s",
        "60, 1 min",
        "3600, 60 min",
        "7200, 2 h",
        "172800, 2 d",
        "864000, 10 d"
    })
    void writesTimesInTheUnitThatSuitsThem(double seconds, String text) {
        assertThat(Figures.time(seconds)).isEqualTo(text.replace(' ', NBSP));
    }

    @ParameterizedTest
    @CsvSource({"-5, just now", "0, just now", "59, 59 s ago", "7200, 2 h ago"})
    void tellsHowLongAgoSomethingWas(long seconds, String text) {
        assertThat(Figures.ago(Duration.ofSeconds(seconds)).replace(NBSP, ' ')).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "10737418240, 10.0 GiB"})
    void writesSizesInTheUnitThatSuitsThem(long size, String text) {
        assertThat(Figures.bytes(size)).isEqualTo(text.replace(' ', NBSP));
    }

    @Test
    void groupsDigits() {
        assertThat(Figures.count(1_234_567L)).isEqualTo("1,234,567");
        assertThat(Figures.millis(1.25)).isEqualTo("1.3" + NBSP + "ms");
    }

    @Test
    void theAddressOfTheRequestStandsInForAMissingPublicOne() {
        URI request = URI.create("http://localhost:8080/admin/portals/acme/connect");

        assertThat(new PublicAddress(null).base(request)).isEqualTo("http://localhost:8080");
        assertThat(new PublicAddress(URI.create("https://e.example.com/base/")).base(request))
                .isEqualTo("https://e.example.com/base");
        assertThat(new PublicAddress(null).isEncrypted(request)).isFalse();
        assertThat(new PublicAddress(null).isEncrypted(URI.create("https://a.example/admin")))
                .isTrue();
    }
}
