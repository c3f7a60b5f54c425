package io.utkast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.cli.doctor.Finding.Level;
import io.utkast.support.Sites;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesCheckTest {
    @Test
    void findsNothingWrongWithAnUsualSite() {
        assertThat(look("https://events.example.com", "www.example.com", "https://www.example.com"))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.OK);
        assertThat(look("http://localhost:8080", "localhost", "http://localhost:8080"))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "http://events.example.com, https://www.example.com, FAILURE, TLS",
        "https://localhost:8443, https://www.example.com, FAILURE, the address that browsers use",
        ", https://www.example.com, WARNING, set utkast.public-url"
    })
    void judgesThePublicUrl(String url, String origins, Level level, String advice) {
        Finding finding = look(url, "www.example.com", origins).getFirst();

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, https://www.example.org, WARNING, utkast.sites.shop.domain",
        "www.example.com, http://www.example.com, WARNING, https only",
        "www.example.com, https://*.example.com, OK, ",
        "example.com, https://www.example.com, OK, "
    })
    void judgesOrigins(String domain, String origins, Level level, String advice) {
        Finding finding = look("https://events.example.com", domain, origins).getLast();

        assertThat(finding.subject()).isEqualTo("shop");
        assertThat(finding.level()).isEqualTo(level);
        if (advice != null) {
            assertThat(finding.advice()).contains(advice);
        }
    }

    private static List<Finding> look(String url, String domain, String origins) {
        return new PagesCheck(
                        Optional.ofNullable(url).map(URI::create),
                        Sites.withShop()
                                .add("shop", domain, origins)
                                .sitesConfig()
                                .sites())
                .look();
    }
}
