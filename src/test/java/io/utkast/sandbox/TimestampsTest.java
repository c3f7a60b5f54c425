package io.utkast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:15:01.042Z, 2026-11-23T09:15:01.042Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "2026-11-23T09:15:01Z, 2026-11-23T09:15:01Z",
        "2026-11-23T10:15:01.042+01:00, 2026-11-23T09:15:01.042Z",
        "2026-11-23T09:15:01.042123Z, 2026-11-23T09:15:01.042123Z",
        "1790000000123, 2026-09-21T14:13:20.123Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void readsIsoAndEpochMilliseconds(String text, Instant at) {
        assertThat(Timestamps.parse(text)).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-23",
                "2026-13-23T09:15:01.042Z",
                "2025-02-29T09:15:01.042Z",
                "2026-11-23T09:15:+1.042Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
