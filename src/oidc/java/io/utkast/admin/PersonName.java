package io.utkast.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the audit calls a person: never by an e-mail address, and in letters that break no log line. */
final class PersonName {
    private static final String PREFIX = "oidc:";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._|-]{1,64}");
    private static final int DIGITS = 12;

    private PersonName() {}

    /**
     * The name, else the subject, else the start of the subject's SHA-256: the first of them that is plain.
     *
     * @param name what the provider calls the person; many give the e-mail address
     * @param subject tells apart the provider's people, for ever
     */
    static String of(String name, String subject) {
        return PREFIX
                + Stream.of(name, subject)
                        .filter(text -> PLAIN.matcher(text).matches())
                        .findFirst()
                        .orElseGet(() -> hash(subject));
    }

    private static String hash(String subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
