package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.CallLimits;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.RefreshTokens;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.support.FakeOutbox;
import io.utkast.support.MutableClock;
import io.utkast.support.NoGateway;
import io.utkast.support.Sites;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST client, of which a portal's destination has one, needs a running Quarkus. */
@QuarkusTest
@TestProfile(NoGateway.class)
class PortalStatsReaderTest {
    private final MutableClock clock = new MutableClock();

    @Test
    void tellsWhatAShadowDialectCounts() throws JsonProcessingException {
        JsonNode stats = stats(Sites.withShop().set("utkast.portals.acme.shadow-dialect", "app-events"));

        assertThat(stats.path("state").asText()).isEqualTo("idle");
        assertThat(stats.path("shadow")).hasToString("{\"dialect\":\"app-events\",\"mapped\":0,\"invalid\":{}}");
    }

    @Test
    void tellsOfNoShadowWhereThereIsNone() throws JsonProcessingException {
        assertThat(stats(Sites.withShop()).has("shadow")).isFalse();
    }

    @Test
    void warnsOfATokenThatOnlyMemoryHolds(@TempDir Path directory) throws Exception {
        RefreshTokens tokens = TokenVault.open(directory.resolve("tokens.json"), null)
                .of(new PortalKey("acme"), new Secret("configured"));
        tokens.issued(new Secret("rotated"));

        JsonNode stats = stats(Sites.withShop(), tokens);

        assertThat(stats.path("state").asText()).isEqualTo("idle");
        assertThat(stats.path("stateReason").asText()).contains("utkast.secret-key");
    }

    private JsonNode stats(Sites sites) throws JsonProcessingException {
        return stats(sites, RefreshTokens.inMemory(new Secret("refresh")));
    }

    private JsonNode stats(Sites sites, RefreshTokens tokens) throws JsonProcessingException {
        Portal portal = sites.site("shop").portal();
        HubSpotDestinations destinations = new HubSpotDestinations(sites.catalog()::site, clock, CallLimits.DEFAULT);
        Lane lane = Lane.of(
                LaneSettings.of(
                        portal.key(), 100, Duration.ZERO, new LaneSettings.Quota(110, Duration.ofSeconds(10), 0)),
                new FakeOutbox(clock),
                destinations.of(portal, tokens),
                clock);
        Map<PortalKey, Lane> lanes = Map.of(portal.key(), lane);
        Stats.PortalStats stats = new PortalStatsReader(new Lanes(lanes), destinations)
                .read(Map.of(), clock.instant())
                .get("acme");
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readTree(mapper.writeValueAsString(stats));
    }
}
