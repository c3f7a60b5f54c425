package io.utkast.sandbox;

import io.utkast.sandbox.Contract.Evidence;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** HubSpot's known error answers, to be asked for by name or by status; the first of a status has it. */
enum ErrorRow {
    VALIDATION(400, Evidence.DOCUMENTED, "Event failed with validation error(s)", Refusal.VALIDATION),
    EVENT_EXISTS(400, Evidence.DOCUMENTED, "An event with this id already exists", Refusal.VALIDATION),
    EXPIRED(401, Evidence.OBSERVED, (failures, account) -> failures.expired(Instant.EPOCH, "20000 day(s)")),
    UNAUTHENTICATED(401, Evidence.OBSERVED, (failures, account) -> failures.unauthenticated()),
    MISSING_SCOPES(403, Evidence.OBSERVED, (failures, account) -> failures.missingScope()),
    DEVELOPER_KEY(403, Evidence.OBSERVED, (failures, account) -> failures.developerKeyNeeded()),
    NOT_FOUND(404, Evidence.OBSERVED, "resource not found", ""),
    NOT_FOUND_HTML(404, Evidence.OBSERVED, "Not Found"),
    METHOD_NOT_ALLOWED(405, Evidence.OBSERVED, "Method Not Allowed"),
    CONFLICT(409, Evidence.DOCUMENTED, "The event occurrence already exists", "CONFLICT"),
    TOO_LARGE(413, Evidence.ASSUMED, "Request Entity Too Large"),
    URI_TOO_LONG(414, Evidence.DOCUMENTED, "URI Too Long"),
    LOCKED(423, Evidence.DOCUMENTED, "The resource is locked; wait at least 2 seconds", ""),
    BURST(429, Evidence.DOCUMENTED, Failures::tooManyRequests),
    DAILY(429, Evidence.DOCUMENTED, (failures, account) -> failures.dailyLimit()),
    SECONDLY(429, Evidence.DOCUMENTED, (failures, account) -> failures.secondlyLimit()),
    MIGRATING(
            477,
            Evidence.DOCUMENTED,
            (failures, account) -> failures.plain(
                            477, "The account is being moved to another data center", "", Contract.S27)
                    .with("Retry-After", "60")),
    INTERNAL(500, Evidence.OBSERVED, "internal error", ""),
    BAD_GATEWAY(502, Evidence.DOCUMENTED, "Bad Gateway"),
    UNAVAILABLE(503, Evidence.DOCUMENTED, "Service Unavailable"),
    GATEWAY_TIMEOUT(504, Evidence.DOCUMENTED, "Gateway Timeout"),
    WEB_SERVER_DOWN(521, Evidence.DOCUMENTED, "Web Server Is Down"),
    CONNECTION_TIMED_OUT(522, Evidence.DOCUMENTED, "Connection Timed Out"),
    ORIGIN_UNREACHABLE(523, Evidence.DOCUMENTED, "Origin Is Unreachable"),
    ANSWER_TIMED_OUT(524, Evidence.DOCUMENTED, "A Timeout Occurred"),
    TLS_HANDSHAKE(525, Evidence.DOCUMENTED, "SSL Handshake Failed"),
    TLS_CERTIFICATE(526, Evidence.DOCUMENTED, "Invalid SSL Certificate"),
    BAD_REFRESH_TOKEN(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_REFRESH_TOKEN)),
    BAD_HUB(400, Evidence.OBSERVED, (failures, account) -> failures.oauth(OAuthError.BAD_HUB)),
    BAD_CLIENT_ID(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_CLIENT_ID)),
    BAD_CLIENT_SECRET(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_CLIENT_SECRET)),
    BAD_REDIRECT_URI(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_REDIRECT_URI)),
    BAD_GRANT_TYPE(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_GRANT_TYPE)),
    BAD_AUTH_CODE(400, Evidence.DOCUMENTED, (failures, account) -> failures.oauth(OAuthError.BAD_AUTH_CODE)),
    TOKEN_RATE_LIMIT(
            429,
            Evidence.OBSERVED,
            (failures, account) -> failures.plain(429, "You have reached your rate limit.", "RATE_LIMITS", Contract.S27)
                    .with("Retry-After", "10"));

    private final int status;
    private final Evidence evidence;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final BiFunction<Failures, Account, Reply> answer;

    ErrorRow(int status, Evidence evidence, BiFunction<Failures, Account, Reply> answer) {
        this.status = status;
        this.evidence = evidence;
        this.answer = answer;
    }

    /** As JSON; without a category if that is empty. */
    ErrorRow(int status, Evidence evidence, String message, String category) {
        this(status, evidence, (failures, account) -> failures.plain(status, message, category, Contract.S27));
    }

    /** As HTML. */
    ErrorRow(int status, Evidence evidence, String title) {
        this(status, evidence, (failures, account) -> failures.html(status, title, Contract.S27));
    }

    static Optional<ErrorRow> of(String nameOrStatus) {
        return Arrays.stream(values())
                .filter(row -> Form.kebab(row).equals(nameOrStatus)
                        || Integer.toString(row.status).equals(nameOrStatus))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Form::kebab).collect(Collectors.joining(", "));
    }

    int status() {
        return status;
    }

    Evidence evidence() {
        return evidence;
    }

    /** HubSpot's answer; the rate limit's body names the account. */
    Reply reply(Failures failures, Account account) {
        return answer.apply(failures, account);
    }
}
