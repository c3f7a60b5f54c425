package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlawTest {
    private static final int KB = 1_024;

    @Test
    void letsEverythingPassUpToTheLimits() {
        assertThat(Flaw.of(TimelineEvents.of("x".repeat(500)))).isEmpty();
        assertThat(Flaw.of(TimelineEvents.withValues(Map.of("t", "x".repeat(510 * KB)))))
                .isEmpty();
    }

    @Test
    void countsTheBytesOfAnId() {
        assertThat(Flaw.of(TimelineEvents.of("é".repeat(251))))
                .contains(new Flaw(Flaw.Kind.ID_TOO_LONG, "the id is over 500 bytes, HubSpot's limit"));
    }

    @Test
    void namesTheTokenWhoseValueIsTooLong() {
        assertThat(Flaw.of(TimelineEvents.withValues(Map.of("page_title", "é".repeat(255 * KB + 1)))))
                .contains(new Flaw(
                        Flaw.Kind.VALUE_TOO_LONG, "the value of token page_title is over 510 KB, HubSpot's limit"));
    }

    @Test
    void countsNamesAndValuesTogether() {
        String half = "x".repeat(500 * KB);
        Map<String, String> values =
                IntStream.range(0, 3).boxed().collect(Collectors.toUnmodifiableMap(i -> "t" + i, i -> half));

        assertThat(Flaw.of(TimelineEvents.withValues(values)))
                .contains(new Flaw(Flaw.Kind.EVENT_TOO_LARGE, "the event is over 1 MB, HubSpot's limit"));
    }
}
