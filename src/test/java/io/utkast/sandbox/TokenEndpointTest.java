package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.sandbox.Tokens.Install;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {
    private final FakeClock clock = new FakeClock();
    private final Knobs knobs = Configs.knobs();
    private final Portals portals = new Portals(
            List.of(Account.demo(Configs.defaults())),
            clock,
            knobs,
            new Capacity(Configs.defaults().maximum()));
    private final Clients clients = new Clients(portals);
    private final Tokens tokens = new Tokens(portals, clock, knobs);
    private final TokenEndpoint endpoint = new TokenEndpoint(clients, tokens, new Failures(clock));
    private final TokenInspector inspector = new TokenInspector(clients, tokens, new Failures(clock), clock);

    @Test
    void givesAnAccessTokenForHalfAnHour() throws JsonProcessingException {
        JsonNode body = body(token(SandboxServer.REFRESH));

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

        Reply reply = token(form);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(body(reply).path("status").asText()).isEqualTo(status);
    }

    @Test
    void refusesTheRefreshTokenOfAnUninstalledApp() throws JsonProcessingException {
        tokens.expire(null, true);

        assertThat(body(token(SandboxServer.REFRESH)).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void exchangesACodeOnce() throws JsonProcessingException {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put("grant_type", "authorization_code");
        form.put("code", tokens.code(Install.of(portals.all().getFirst()), Tokens.Request.ANY));

        assertThat(body(token(form)).path("access_token").asText()).isNotEmpty();
        assertThat(body(token(form)).path("status").asText()).isEqualTo("BAD_AUTH_CODE");
    }

    @Test
    void introspectsTokensWhileTheyLive() throws JsonProcessingException {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put(
                "token", body(token(SandboxServer.REFRESH)).path("access_token").asText());

        assertThat(body(inspector.introspect(form)).path("hub_id").asLong()).isEqualTo(4242);
        clock.advance(Duration.ofMinutes(30));
        assertThat(body(inspector.introspect(form)).path("active").asBoolean()).isFalse();
    }

    private Reply token(Map<String, String> form) {
        return endpoint.token("v3", form);
    }

    private static JsonNode body(Reply reply) throws JsonProcessingException {
        return JsonText.read(reply.body());
    }
}
