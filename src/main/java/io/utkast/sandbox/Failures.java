package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Reply.Evidence;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** HubSpot's error answers, in the words and the key order seen from the real one. */
final class Failures {
    private static final String NO_CREDENTIALS =
            "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more"
                    + " details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
    private static final String NO_SCOPE =
            "This app hasn't been granted all required scopes to make this call. Read more about required scopes here:"
                    + " https://developers.hubspot.com/scopes.";

    private final Clock clock;
    private final SplittableRandom random = new SplittableRandom();

    Failures(Clock clock) {
        this.clock = clock;
    }

    Reply unauthenticated() {
        return error(401, NO_CREDENTIALS, body -> body.put("category", "INVALID_AUTHENTICATION"), Evidence.OBSERVED);
    }

    Reply expired(Instant at, long secondsAgo) {
        String message = "The OAuth token used to make this call expired " + secondsAgo + " second(s) ago.";
        return error(
                401,
                message,
                body -> {
                    body.putObject("context").putArray("expire time").add(JsonText.millis(at));
                    body.put("category", "EXPIRED_AUTHENTICATION");
                },
                Evidence.OBSERVED);
    }

    Reply missingScope() {
        return error(
                403,
                NO_SCOPE,
                body -> {
                    ObjectNode detail = body.putArray("errors").addObject();
                    detail.put("message", "One or more of the following scopes are required.");
                    detail.putObject("context")
                            .putArray("requiredGranularScopes")
                            .add("timeline");
                    body.putObject("links").put("scopes", "https://developers.hubspot.com/scopes");
                    body.put("category", "MISSING_SCOPES");
                },
                Evidence.OBSERVED);
    }

    Reply tooManyRequests(String group) {
        String message = "You have reached your ten_secondly_rolling limit.";
        return error(
                429,
                message,
                body -> {
                    body.put("errorType", "RATE_LIMIT");
                    body.put("policyName", "TEN_SECONDLY_ROLLING");
                    body.put("groupName", group);
                    body.put("requestId", body.path("correlationId").asText());
                },
                Evidence.DOCUMENTED);
    }

    /** The older live 400s carry no category. */
    Reply malformed(String message) {
        return error(400, message, body -> {}, Evidence.OBSERVED);
    }

    Reply invalid(String message) {
        return error(400, message, body -> body.put("category", Refusal.VALIDATION), Evidence.OBSERVED);
    }

    Reply notFound() {
        return error(404, "resource not found", body -> {}, Evidence.OBSERVED);
    }

    Reply internal() {
        return error(500, "internal error", body -> {}, Evidence.OBSERVED);
    }

    Reply plain(int status) {
        return error(status, "A fault was asked for.", body -> {}, Evidence.ASSUMED);
    }

    Reply unsupportedMediaType() {
        return error(415, "HTTP 415 Unsupported Media Type", body -> {}, Evidence.ASSUMED);
    }

    Reply methodNotAllowed() {
        return html(405, "Method Not Allowed");
    }

    Reply html(int status, String title) {
        String page = "<html>\n<head><title>Error " + status + " " + title + "</title></head>\n<body><h2>HTTP ERROR "
                + status + " " + title + "</h2></body>\n</html>\n";
        return tagged(Reply.text(status, "text/html;charset=iso-8859-1", page), correlationId())
                .following(Evidence.OBSERVED);
    }

    Reply refused(Refusal refusal) {
        return refused(refusal.status(), refusal.message(), List.of(refusal));
    }

    /** One answer for several refusals; each is named in {@code errors}. */
    Reply refused(int status, String message, List<Refusal> refusals) {
        return error(
                status,
                message,
                body -> {
                    for (Refusal refusal : refusals) {
                        ObjectNode detail = body.withArray("errors").addObject();
                        detail.put("message", refusal.message());
                        ObjectNode context = detail.putObject("context");
                        context.putArray("id").add(refusal.id());
                        refusal.problems()
                                .forEach(problem -> context.withArray("reason").add(problem));
                    }
                    body.put("category", refusals.getFirst().category());
                },
                Evidence.ASSUMED);
    }

    /** A {@code StandardError}: the form of an error inside a batch answer; it has no index. */
    static JsonNode inBatch(Refusal refusal) {
        ObjectNode error = JsonText.object();
        error.put("status", "error");
        error.put("category", refusal.category());
        error.put("message", refusal.message());
        error.putObject("context").putArray("id").add(refusal.id());
        var details = error.putArray("errors");
        refusal.problems().forEach(problem -> details.addObject().put("message", problem));
        error.putObject("links");
        return error;
    }

    /** Puts the correlation id into both headers that HubSpot uses. */
    Reply tagged(Reply reply, @Nullable String correlationId) {
        String id = correlationId == null ? correlationId() : correlationId;
        return reply.with("x-hubspot-correlation-id", id).with("x-request-id", id);
    }

    private Reply error(int status, String message, java.util.function.Consumer<ObjectNode> more, Evidence evidence) {
        String id = correlationId();
        ObjectNode body = JsonText.object();
        body.put("status", "error");
        body.put("message", message);
        body.put("correlationId", id);
        more.accept(body);
        return tagged(Reply.json(status, body), id).following(evidence);
    }

    /** A UUID of version 7, as HubSpot's are. */
    private synchronized String correlationId() {
        long high = (clock.millis() << 16) | 0x7000 | random.nextInt(1 << 12);
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
