package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {
    private final FakeClock clock = new FakeClock();
    private final Portal portal = new Portal(Account.demo(), clock, Configs.defaults());
    private final Tokens tokens = new Tokens(List.of(portal), clock, Configs.defaults());
    private final TokenEndpoint endpoint = new TokenEndpoint(List.of(portal), tokens, new Failures(clock), clock);

    @Test
    void givesAnAccessTokenForHalfAnHour() throws JsonProcessingException {
        JsonNode body = body(endpoint.token(SandboxServer.REFRESH));

        assertThat(body.path("token_type").asText()).isEqualTo("bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(1800);
        assertThat(body.path("hub_id").asLong()).isEqualTo(4242);
        assertThat(body.path("refresh_token").asText()).isEqualTo("demo-refresh-token");
        assertThat(body.path("scopes")).hasSize(2);
        assertThat(tokens.access(body.path("access_token").asText())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, password, BAD_GRANT_TYPE",
        "client_id, nobody, BAD_CLIENT_ID",
        "client_secret, wrong, BAD_CLIENT_SECRET",
        "refresh_token, dead, BAD_REFRESH_TOKEN"
    })
    void saysInHubspotsWordsWhatIsWrong(String field, String value, String status) throws JsonProcessingException {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put(field, value);

        Reply reply = endpoint.token(form);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(body(reply).path("status").asText()).isEqualTo(status);
    }

    @Test
    void refusesTheRefreshTokenOfAnUninstalledApp() throws JsonProcessingException {
        tokens.expire(true);

        assertThat(body(endpoint.token(SandboxServer.REFRESH)).path("error").asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void exchangesACodeOnce() throws JsonProcessingException {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put("grant_type", "authorization_code");
        form.put("code", tokens.code(portal));

        assertThat(body(endpoint.token(form)).path("access_token").asText()).isNotEmpty();
        assertThat(body(endpoint.token(form)).path("status").asText()).isEqualTo("BAD_AUTH_CODE");
    }

    @Test
    void handsOutANewRefreshTokenIfItRotates() throws JsonProcessingException {
        SandboxConfig config = Configs.with(Map.of("rotate-refresh-tokens", "true"));
        Tokens rotating = new Tokens(List.of(portal), clock, config);
        TokenEndpoint other = new TokenEndpoint(List.of(portal), rotating, new Failures(clock), clock);

        String next =
                body(other.token(SandboxServer.REFRESH)).path("refresh_token").asText();

        assertThat(next).isNotEqualTo("demo-refresh-token");
        assertThat(other.token(SandboxServer.REFRESH).status()).isEqualTo(400);
    }

    @Test
    void introspectsTokensWhileTheyLive() throws JsonProcessingException {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put(
                "token",
                body(endpoint.token(SandboxServer.REFRESH)).path("access_token").asText());

        assertThat(body(endpoint.introspect(form)).path("hub_id").asLong()).isEqualTo(4242);
        clock.advance(Duration.ofMinutes(30));
        assertThat(body(endpoint.introspect(form)).path("active").asBoolean()).isFalse();
    }

    private static JsonNode body(Reply reply) throws JsonProcessingException {
        return JsonText.read(reply.body());
    }
}
