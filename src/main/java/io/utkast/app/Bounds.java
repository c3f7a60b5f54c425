package io.utkast.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** Stops the start for a bound that bounds nothing, naming its key. */
final class Bounds {
    private Bounds() {}

    static void positive(String key, long value) {
        if (value <= 0) {
            throw new ConfigurationException(key + ": " + value + " must be greater than 0");
        }
    }

    static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new ConfigurationException(key + ": " + value + " must be longer than 0, such as 1m");
        }
    }
}
