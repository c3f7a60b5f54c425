package io.utkast.hubspot;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.utkast.site.Portal;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Calls through the Quarkus REST client, guarded by a time-out, a bulkhead and a circuit breaker of the portal's own.
 *
 * <p>Blocks the calling thread; virtual threads are welcome, the client does its work on the event loop.
 */
final class GuardedCalls implements HubSpotCalls, InstallCalls {
    private static final double FAILURE_RATIO = 0.75;

    private final Portal portal;
    private final CallLimits limits;
    private final EventsApi events;
    private final TokenApi tokens;
    private final TypedGuard<Answer> eventsGuard;
    private final TypedGuard<Answer> tokenGuard;

    GuardedCalls(Portal portal, CallLimits limits) {
        this.portal = portal;
        this.limits = limits;
        this.events = client(portal.api().url(), EventsApi.class);
        this.tokens = client(portal.api().tokenUrl(), TokenApi.class);
        this.eventsGuard = guard("events");
        this.tokenGuard = guard("token");
    }

    @Override
    public Answer post(String accessToken, EventRequest request) throws Unreachable {
        String bearer = "Bearer " + accessToken;
        return call(eventsGuard, () -> events.post(bearer, request.path(), request.json()));
    }

    @Override
    public Answer refresh(String refreshToken) throws Unreachable {
        return token(FormFields.of(portal.credentials())
                .with("grant_type", "refresh_token")
                .with("refresh_token", refreshToken));
    }

    @Override
    public Answer redeem(String code, Installation.Attempt attempt) throws Unreachable {
        return token(FormFields.of(portal.credentials())
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", attempt.redirectUri().toString())
                .with("code_verifier", attempt.verifier()));
    }

    @Override
    public Answer introspect(String accessToken) throws Unreachable {
        FormFields form = FormFields.of(portal.credentials())
                .with("token_type_hint", "access_token")
                .with("token", accessToken);
        return call(tokenGuard, () -> tokens.introspect(portal.api().oauthVersion(), form.text()));
    }

    private Answer token(FormFields form) throws Unreachable {
        return call(tokenGuard, () -> tokens.token(portal.api().oauthVersion(), form.text()));
    }

    private Answer call(TypedGuard<Answer> guard, Callable<Response> request) throws Unreachable {
        try {
            return guard.call(() -> {
                Answer answer = read(request.call());
                if (answer.status() >= 500) {
                    throw new ServerFault(answer);
                }
                return answer;
            });
        } catch (ServerFault fault) {
            return fault.answer;
        } catch (TimeoutException e) {
            throw new Unreachable("no answer within " + limits.request(), Duration.ZERO, e);
        } catch (CircuitBreakerOpenException e) {
            throw new Unreachable("HubSpot failed too often, trying again soon", limits.breakerDelay(), e);
        } catch (BulkheadException e) {
            throw new Unreachable("too many requests at once", Duration.ZERO, e);
        } catch (Exception e) {
            throw new Unreachable("no answer: " + rootOf(e), Duration.ZERO, e);
        }
    }

    private static Answer read(Response response) {
        try (response) {
            Map<String, String> headers = response.getStringHeaders().entrySet().stream()
                    .filter(header -> !header.getValue().isEmpty())
                    .collect(Collectors.toUnmodifiableMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().getFirst(),
                            (first, second) -> first));
            String body = response.hasEntity() ? response.readEntity(String.class) : "";
            return new Answer(response.getStatus(), headers, body);
        }
    }

    private <T> T client(URI base, Class<T> api) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(base)
                .connectTimeout(limits.connect().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(limits.request().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .userAgent("utkast")
                .build(api);
    }

    private TypedGuard<Answer> guard(String what) {
        return TypedGuard.create(Answer.class)
                .withDescription(what + " of portal " + portal.key())
                .withTimeout()
                .duration(limits.request().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(limits.parallel())
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(limits.breakerVolume())
                .failureRatio(FAILURE_RATIO)
                .delay(limits.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .skipOn(BulkheadException.class)
                .done()
                .build();
    }

    private static String rootOf(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    /** Lets the breaker see an answer of 500 and above as a failure; read like any answer afterwards. */
    private static final class ServerFault extends Exception {
        private final transient Answer answer;

        ServerFault(Answer answer) {
            super("status " + answer.status(), null, false, false);
            this.answer = answer;
        }
    }
}
