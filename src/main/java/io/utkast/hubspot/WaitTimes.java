package io.utkast.hubspot;

import io.utkast.deliver.QuotaSeen;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait: {@code Retry-After}, the rate limit's interval, or what its policy implies. */
final class WaitTimes {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final Duration SECONDLY = Duration.ofSeconds(1);

    /** How often to look whether the daily limit has ended, where nobody knows when that is. */
    private static final Duration DAILY_PROBE = Duration.ofHours(1);

    private final Clock clock;
    private final @Nullable ZoneId zone;

    /** @param zone the account's, in which the daily limit ends at midnight; no answer tells it */
    WaitTimes(Clock clock, @Nullable ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** For an account whose time zone nobody knows. */
    WaitTimes(Clock clock) {
        this(clock, null);
    }

    /** The {@code Retry-After} of 429 and 477, in seconds or as a date, at most a day. */
    Optional<Duration> retryAfter(Answer answer) {
        String value = answer.header("Retry-After");
        return value == null ? Optional.empty() : parse(value.strip()).map(WaitTimes::bounded);
    }

    /** How long the portal rests after a 429. */
    Duration rateLimited(Answer answer, ErrorBody error) {
        Duration told = retryAfter(answer).orElse(Duration.ZERO);
        if (isDaily(error)) {
            Duration rest = dailyRest();
            return told.compareTo(rest) > 0 ? told : rest;
        }
        return told.isPositive() ? told : burst(answer, error);
    }

    private static boolean isDaily(ErrorBody error) {
        return "DAILY".equals(error.text("policyName")) || error.message().contains("daily limit");
    }

    private Duration burst(Answer answer, ErrorBody error) {
        String message = error.message();
        boolean secondly = "SECONDLY".equals(error.text("policyName"))
                || (message.contains("secondly limit") && !message.contains("ten_secondly"));
        if (secondly) {
            return SECONDLY;
        }
        Duration interval = quota(answer).interval();
        return interval != null && interval.isPositive() ? bounded(interval) : BURST;
    }

    private Duration dailyRest() {
        if (zone == null) {
            return DAILY_PROBE;
        }
        ZonedDateTime now = clock.instant().atZone(zone);
        return bounded(Duration.between(now, now.toLocalDate().plusDays(1).atStartOfDay(zone)));
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
