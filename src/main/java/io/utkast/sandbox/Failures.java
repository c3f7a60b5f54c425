package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
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
        return error(401, NO_CREDENTIALS, category("INVALID_AUTHENTICATION"), Contract.S22);
    }

    /** {@code ago} such as {@code 3 second(s)}. */
    Reply expired(Instant at, String ago) {
        String message = "The OAuth token used to make this call expired " + ago + " ago.";
        return error(
                401,
                message,
                body -> {
                    body.putObject("context").putArray("expire time").add(JsonText.millis(at));
                    body.put("category", "EXPIRED_AUTHENTICATION");
                },
                Contract.S22);
    }

    Reply missingScope() {
        return missingScopes(List.of(Account.TIMELINE));
    }

    Reply missingScopes(Collection<String> scopes) {
        return error(
                403,
                NO_SCOPE,
                body -> {
                    ObjectNode detail = body.putArray("errors").addObject();
                    detail.put("message", "One or more of the following scopes are required.");
                    scopes.forEach(detail.putObject("context").putArray("requiredGranularScopes")::add);
                    body.putObject("links").put("scopes", "https://developers.hubspot.com/scopes");
                    body.put("category", "MISSING_SCOPES");
                },
                Contract.S22);
    }

    /** What an app's token gets where a developer key is wanted. */
    Reply developerKeyNeeded() {
        String message = "This API only supports authentication via a developer API key, given as the query parameter"
                + " hapikey.";
        return error(403, message, category("MISSING_SCOPES"), Contract.S24);
    }

    Reply tooManyRequests(Account account) {
        String group = "publicapi:oauth-api-calls-ten-secondly:" + account.appId() + ":" + account.hubId();
        return rateLimit(
                "You have reached your ten_secondly_rolling limit.",
                body -> body.put("policyName", "TEN_SECONDLY_ROLLING").put("groupName", group));
    }

    Reply dailyLimit() {
        return rateLimit("You have reached your daily limit.", body -> body.put("policyName", "DAILY"));
    }

    /** This one comes without a policy's name. */
    Reply secondlyLimit() {
        return rateLimit("You have reached your secondly limit.", body -> {});
    }

    private Reply rateLimit(String message, Consumer<ObjectNode> policy) {
        return error(
                429,
                message,
                body -> {
                    body.put("errorType", "RATE_LIMIT");
                    policy.accept(body);
                    body.put("requestId", body.path("correlationId").asText());
                },
                Contract.S26);
    }

    /** The older live 400s carry no category. */
    Reply malformed(String message) {
        return error(400, message, body -> {}, Contract.S4);
    }

    Reply invalid(String message, Contract row) {
        return error(400, message, category(Refusal.VALIDATION), row);
    }

    Reply notFound(Contract row) {
        return error(404, "resource not found", body -> {}, row);
    }

    Reply internal() {
        return error(500, "internal error", body -> {}, Contract.S28);
    }

    /** Any status and message, with a category unless that is empty. */
    Reply plain(int status, String message, String category, Contract row) {
        return error(status, message, category.isEmpty() ? body -> {} : category(category), row);
    }

    Reply unsupportedMediaType() {
        return error(415, "HTTP 415 Unsupported Media Type", body -> {}, Contract.S28);
    }

    Reply methodNotAllowed() {
        return html(405, "Method Not Allowed", Contract.S28);
    }

    Reply html(int status, String title, Contract row) {
        String page = "<html>\n<head><title>Error " + status + " " + title + "</title></head>\n<body><h2>HTTP ERROR "
                + status + " " + title + "</h2></body>\n</html>\n";
        return tagged(Reply.text(status, "text/html;charset=iso-8859-1", page), correlationId())
                .following(row);
    }

    Reply refused(Refusal refusal) {
        return refused(refusal.status(), refusal.message(), List.of(refusal));
    }

    /** One answer for several refusals; each is named in {@code errors}. */
    Reply refused(int status, String message, List<Refusal> refusals) {
        Set<Contract> rows = EnumSet.noneOf(Contract.class);
        refusals.forEach(refusal -> rows.addAll(refusal.rows()));
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
                                .forEach(problem -> context.withArray("reason").add(problem.text()));
                    }
                    body.put("category", refusals.getFirst().category());
                },
                rows);
    }

    /** A {@code StandardError}: the form of an error inside a batch answer; it has no index. */
    static JsonNode inBatch(Refusal refusal) {
        ObjectNode error = JsonText.object();
        error.put("status", "error");
        error.put("category", refusal.category());
        error.put("message", refusal.message());
        error.putObject("context").putArray("id").add(refusal.id());
        var details = error.putArray("errors");
        refusal.problems().forEach(problem -> details.addObject().put("message", problem.text()));
        error.putObject("links");
        return error;
    }

    /** The token endpoint's 400. */
    Reply oauth(OAuthError problem) {
        ObjectNode body = JsonText.object();
        body.put("error", problem.error());
        body.put("error_description", problem.message());
        body.put("status", problem.name());
        body.put("message", problem.message());
        return tagged(Reply.json(400, body), null).following(Contract.S21);
    }

    /** The older form of {@code /oauth/v1}, without OAuth's own words. */
    Reply olderOauth(OAuthError problem) {
        return error(400, problem.message(), body -> body.put("status", problem.name()), Contract.S21);
    }

    /** Puts the correlation id into both headers that HubSpot uses. */
    Reply tagged(Reply reply, @Nullable String correlationId) {
        String id = correlationId == null ? correlationId() : correlationId;
        return reply.with("x-hubspot-correlation-id", id).with("x-request-id", id);
    }

    private Reply error(int status, String message, Consumer<ObjectNode> more, Contract row) {
        return error(status, message, more, Set.of(row));
    }

    private Reply error(int status, String message, Consumer<ObjectNode> more, Collection<Contract> rows) {
        String id = correlationId();
        ObjectNode body = JsonText.object();
        body.put("status", "error");
        body.put("message", message);
        body.put("correlationId", id);
        more.accept(body);
        return tagged(Reply.json(status, body), id).following(rows);
    }

    private static Consumer<ObjectNode> category(String name) {
        return body -> body.put("category", name);
    }

    /** A UUID of version 7, as HubSpot's are. */
    private synchronized String correlationId() {
        long high = (clock.millis() << 16) | 0x7000 | random.nextInt(1 << 12);
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
