package io.utkast.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that does not show itself in logs, dumps of records or messages. */
public record Secret(String reveal) {

    /** Compares in constant time, so that the answer's delay tells nothing. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(reveal.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
