package io.utkast.collect;

import io.utkast.event.SiteKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that stand in a site's short-lived snippet and come back with its events: who sends without having loaded the
 * snippet in the last day is refused. A token is an HMAC over site and hour, cut to 40 bits: a page load gives one to
 * anybody, so guessing one need only be dearer than that. The snippet has no byte for more.
 */
public final class PageTokens {
    /** What compresses best inside the snippet: its commonest letters. */
    private static final String LETTERS = "etaonisrlcdumhpv";

    private static final int LENGTH = 10;
    private static final int BITS_PER_LETTER = 4;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** A page may stay open long after its snippet was loaded; the snippet itself is cached for minutes. */
    private static final int HOURS = 24;

    private final SecretKeySpec key;
    private final Clock clock;

    /** By site, so that no request waits for 24 HMACs; made anew each hour. */
    private final Map<SiteKey, Day> days = new ConcurrentHashMap<>();

    /** A site's tokens that serve in the hour, the latest first. */
    private record Day(int hour, byte[][] tokens) {}

    /** @param key at least 16 bytes; whoever has it can make tokens */
    public PageTokens(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** The token of the configured site in this hour: ten small letters. */
    public String current(SiteKey site) {
        return new String(day(site).tokens()[0], StandardCharsets.US_ASCII);
    }

    /** Whether the token is the configured site's, of this hour or one of the last day. */
    boolean accepts(SiteKey site, @Nullable String token) {
        if (token == null || token.length() != LENGTH) {
            return false;
        }
        byte[] asked = token.getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (byte[] serving : day(site).tokens()) {
            good |= MessageDigest.isEqual(serving, asked);
        }
        return good;
    }

    private Day day(SiteKey site) {
        int hour = (int) (clock.millis() / HOUR);
        Day day = days.get(site);
        if (day == null || day.hour() != hour) {
            // Two threads may make it at the same time; it is the same then.
            day = new Day(
                    hour,
                    IntStream.range(0, HOURS)
                            .mapToObj(age -> token(site, hour - age))
                            .toArray(byte[][]::new));
            days.put(site, day);
        }
        return day;
    }

    private byte[] token(SiteKey site, int hour) {
        long bits = ByteBuffer.wrap(mac((site.value() + ":" + hour).getBytes(StandardCharsets.US_ASCII)))
                .getLong();
        byte[] token = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            token[i] = (byte) LETTERS.charAt((int) (bits & (LETTERS.length() - 1)));
            bits >>>= BITS_PER_LETTER;
        }
        return token;
    }

    private byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has HmacSHA256", e);
        }
    }
}
