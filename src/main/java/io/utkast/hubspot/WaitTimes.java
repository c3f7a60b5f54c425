package io.utkast.hubspot;

import io.utkast.deliver.QuotaSeen;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait: {@code Retry-After}, the rate limit's interval, or what its policy implies. */
final class WaitTimes {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final Duration SECONDLY = Duration.ofSeconds(1);

    /** The daily limit ends at midnight of the account's time zone, which the answer does not tell. */
    private static final Duration DAILY_PROBE = Duration.ofHours(1);

    private final Clock clock;

    WaitTimes(Clock clock) {
        this.clock = clock;
    }

    /** The {@code Retry-After} of 429 and 477, in seconds or as a date, at most a day. */
    Optional<Duration> retryAfter(Answer answer) {
        String value = answer.header("Retry-After");
        return value == null ? Optional.empty() : parse(value.strip()).map(WaitTimes::bounded);
    }

    /** How long the portal rests after a 429. */
    Duration rateLimited(Answer answer, ErrorBody error) {
        return retryAfter(answer).orElseGet(() -> byPolicy(answer, error));
    }

    private Duration byPolicy(Answer answer, ErrorBody error) {
        String policy = error.text("policyName");
        String message = error.message();
        if ("DAILY".equals(policy) || message.contains("daily limit")) {
            return untilMidnight();
        }
        if (message.contains("secondly limit") && !message.contains("ten_secondly")) {
            return SECONDLY;
        }
        Duration interval = quota(answer).interval();
        return interval != null && interval.isPositive() ? bounded(interval) : BURST;
    }

    private Duration untilMidnight() {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        ZonedDateTime midnight = now.toLocalDate().plusDays(1).atStartOfDay(ZoneOffset.UTC);
        Duration left = Duration.between(now, midnight);
        return left.compareTo(DAILY_PROBE) < 0 ? left : DAILY_PROBE;
    }

    private Optional<Duration> parse(String value) {
        try {
            if (value.chars().allMatch(Character::isDigit)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return Optional.of(Duration.between(clock.instant(), at));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** The limits that the answer's headers tell. */
    static QuotaSeen quota(Answer answer) {
        Integer interval = number(answer.header("X-HubSpot-RateLimit-Interval-Milliseconds"));
        return new QuotaSeen(
                number(answer.header("X-HubSpot-RateLimit-Max")),
                number(answer.header("X-HubSpot-RateLimit-Remaining")),
                interval == null ? null : Duration.ofMillis(interval));
    }

    private static @Nullable Integer number(@Nullable String header) {
        try {
            return header == null ? null : Integer.valueOf(header.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
